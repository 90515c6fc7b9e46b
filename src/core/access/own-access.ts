import type { CallOptions } from '../../contract/abort.ts';
import type { OwnAccess, PermittedRange } from '../../contract/access.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { certificateUserUnknown, roleGet, userGet } from '../etcd/auth.ts';
import type { EtcdCallOptions, EtcdClient } from '../etcd/client.ts';
import { isDenied } from '../etcd/failures.ts';
import { range, smallestKey } from '../etcd/kv.ts';
import { rangeOf } from './permitted-spans.ts';

/** The caller: the given user, else the common name of the client certificate, which etcd uses as the user. */
export interface Caller {
  readonly client: EtcdClient;
  readonly user: string | null;
  /** Empty where the certificate has no common name; `null` where there is no certificate. */
  readonly certificateName: string | null;
}

/** For all calls together: without quorum no member answers, and the caller must not hang. */
const timeoutMs = 5_000;
/** Each role costs an entry of the raft log. */
const mostRoles = 32;
const mostRanges = 1_000;
/** The smallest key there can be. */

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
    let complete = roles.length <= mostRoles;
    for (const role of roles.slice(0, mostRoles)) {
      const permissions = await roleGet(client, role, bounds());
      const left = mostRanges - ranges.length;
      ranges.push(...permissions.slice(0, left).flatMap((permission) => rangeOf(role, permission) ?? []));
      if (permissions.length <= left) continue;
      complete = false;
      break;
    }
    const isOfCertificate = user === null;
    // Without auth etcd still returns a user's roles, but restricts no key by them.
    const mayBeOff = isOfCertificate && complete && !ranges.some(holdsSmallest);
    if (mayBeOff && (await isSmallestRead(client, bounds()))) return { kind: 'whole', user: null };
    return { kind: 'limited', user: name, isOfCertificate, ranges, complete };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    // kine has no users.
    if (error.code === 'Unimplemented') return { kind: 'whole', user: null };
    if (user === null && error.code === 'UserNotFound') return await ofNoUser(client, name, options);
    return { kind: 'unknown', user: name, failure: error.toFailure() };
  }
}

function holdsSmallest({ key, canRead }: PermittedRange): boolean {
  return canRead && compareBytes(key, smallestKey) <= 0;
}

/** Whether the smallest key may be read. Fails as reads do. */
async function isSmallestRead(client: EtcdClient, options: EtcdCallOptions): Promise<boolean> {
  try {
    await range(client, { key: smallestKey, limit: 1, keysOnly: true }, options);
    return true;
  } catch (error) {
    if (isDenied(error)) return false;
    throw error;
  }
}

/** The certificate's name is no user: that says nothing where auth is off, and closes every key where it is on. */
async function ofNoUser(client: EtcdClient, name: string, options: CallOptions | undefined): Promise<OwnAccess> {
  try {
    const isRead = await isSmallestRead(client, { timeoutMs, signal: options?.signal });
    if (isRead) return { kind: 'whole', user: null };
    return { kind: 'unknown', user: name, failure: certificateUserUnknown(name).toFailure() };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return { kind: 'unknown', user: name, failure: error.toFailure() };
  }
}
