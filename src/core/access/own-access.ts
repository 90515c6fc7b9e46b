import type { CallOptions } from '../../contract/abort.ts';
import type { OwnAccess, PermittedRange } from '../../contract/access.ts';
import { EtcdError } from '../../contract/failure.ts';
import { certificateUserUnknown, roleGet, userGet } from '../etcd/auth.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { range } from '../etcd/kv.ts';
import { rangeOf } from './permitted-spans.ts';

/** Who asks: the user given, else the common name of the client certificate, which etcd takes for the user. */
export interface Caller {
  readonly client: EtcdClient;
  readonly user: string | null;
  /** Empty where the certificate has no common name; `null` where there is no certificate. */
  readonly certificateName: string | null;
}

/** For all of it: without quorum nobody answers, and whoever waits has something else to do. */
const timeoutMs = 5_000;
/** Each role costs an entry of the raft log. */
const mostRoles = 32;
const mostRanges = 1_000;
/** The smallest key there can be. */
const smallestKey = Uint8Array.of(0);

/** Asks etcd what the caller may do. What etcd refuses is an answer; fails with `Cancelled`. */
export async function learnOwnAccess(caller: Caller, options?: CallOptions): Promise<OwnAccess> {
  const { client, user, certificateName } = caller;
  const name = user ?? certificateName;
  if (name === null) return { kind: 'whole', user: null };
  const deadline = Date.now() + timeoutMs;
  const bounds = () => ({ timeoutMs: Math.max(1, deadline - Date.now()), signal: options?.signal });
  try {
    const roles = await userGet(client, name, bounds());
    if (roles.includes('root')) return { kind: 'whole', user: name };
    const ranges: PermittedRange[] = [];
    for (const role of roles.slice(0, mostRoles)) {
      const permissions = await roleGet(client, role, bounds());
      ranges.push(...permissions.flatMap((permission) => rangeOf(role, permission) ?? []));
      if (ranges.length > mostRanges) break;
    }
    const complete = roles.length <= mostRoles && ranges.length <= mostRanges;
    const isOfCertificate = user === null;
    return { kind: 'limited', user: name, isOfCertificate, ranges: ranges.slice(0, mostRanges), complete };
  } catch (error) {
    if (!(error instanceof EtcdError) || error.code === 'Cancelled') throw error;
    // kine has no users.
    if (error.code === 'Unimplemented') return { kind: 'whole', user: null };
    if (user === null && error.code === 'UserNotFound') return await ofNoUser(client, name, options);
    return { kind: 'unknown', user: name, failure: error.toFailure() };
  }
}

/** The certificate's name is no user: that says nothing where auth is off, and closes every key where it is on. */
async function ofNoUser(client: EtcdClient, name: string, options: CallOptions | undefined): Promise<OwnAccess> {
  try {
    await range(client, { key: smallestKey, limit: 1, keysOnly: true }, { timeoutMs, signal: options?.signal });
    return { kind: 'whole', user: null };
  } catch (error) {
    if (!(error instanceof EtcdError) || error.code === 'Cancelled') throw error;
    const failure = error.code === 'PermissionDenied' ? certificateUserUnknown(name).toFailure() : error.toFailure();
    return { kind: 'unknown', user: name, failure };
  }
}
