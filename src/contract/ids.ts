/** A member's 64-bit id as etcdctl prints it: lower-case hexadecimal without leading zeros. */
export type MemberId = string & { readonly __brand: 'MemberId' };

/** A cluster's 64-bit id, printed like a member's. */
export type ClusterId = string & { readonly __brand: 'ClusterId' };

/** A lease's 64-bit id as etcdctl prints it: sixteen hexadecimal digits. A key without a lease has `null`, never zeros. */
export type LeaseId = string & { readonly __brand: 'LeaseId' };

/** Names a saved connection, or one that lives as long as this host (a sandbox's). */
export type ConnectionId = string & { readonly __brand: 'ConnectionId' };
