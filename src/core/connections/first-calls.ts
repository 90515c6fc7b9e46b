import { type ErrorCode, EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { certificateUserUnknown, userGet } from '../etcd/auth.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { memberList } from '../etcd/cluster.ts';
import { range, smallestKey } from '../etcd/kv.ts';
import { status } from '../etcd/maintenance.ts';
import { type Bounds, callOptions } from './bounded-wait.ts';

/**
 * Reads one key at one endpoint and returns in a few words whether the endpoint serves this user. Being denied that key
 * still proves that the user was authenticated. Fails with `AuthFailed`, `AuthNotEnabled`, `UserEmpty`, `NotEtcd`.
 */
export async function askWhetherServed(
  client: EtcdClient,
  endpoint: string,
  user: string | null,
  bounds: Bounds,
): Promise<string> {
  return servedWords(endpoint, user, await mayRead(client, endpoint, user, bounds));
}

function servedWords(endpoint: string, user: string | null, isRead: boolean): string {
  if (user === null) return isRead ? 'no user given, and none asked for' : 'let in without a user, to no key';
  return endpoint.startsWith('http://')
    ? `let in as ${user} · WARNING: the password is sent unencrypted`
    : `let in as ${user}`;
}

/** Whether a user may read the smallest key. Fails as `askWhetherServed`. */
async function mayRead(client: EtcdClient, endpoint: string, user: string | null, bounds: Bounds): Promise<boolean> {
  try {
    await range(client, { key: smallestKey, limit: 1, serializable: true }, callOptions(endpoint, bounds));
    return true;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    if (error.code === 'PermissionDenied') return false;
    throw explained(error, user);
  }
}

/**
 * Does what `askWhetherServed` does, for a connection test. If no user is given and the key is denied, etcd uses the
 * client certificate's common name as the user: checks that such a user exists. Fails with `CertificateUserUnknown`,
 * and with `UserEmpty` where the certificate has no common name.
 */
export async function askWhoIsServed(
  client: EtcdClient,
  endpoint: string,
  { user, certificateName }: { readonly user: string | null; readonly certificateName: string | null },
  bounds: Bounds,
): Promise<string> {
  const isRead = await mayRead(client, endpoint, user, bounds);
  if (isRead || user !== null || certificateName === null) return servedWords(endpoint, user, isRead);
  const asOwner = `let in as ${certificateName}, the name in the client certificate`;
  try {
    await userGet(client, certificateName, callOptions(endpoint, bounds));
    return asOwner;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    if (error.code === 'UserNotFound' || error.code === 'UserEmpty') throw certificateUserUnknown(certificateName);
    // Without quorum the user cannot be looked up.
    return asOwner;
  }
}

/** Returns one endpoint's description of its cluster in a few words. Fails as `status` and `memberList` do. */
export async function describeMember(
  client: EtcdClient,
  endpoint: string,
  bounds: Bounds,
): Promise<{ readonly clusterId: ClusterId; readonly detail: string }> {
  const options = callOptions(endpoint, bounds);
  try {
    // Late releases of 3.5 give status to root only.
    const found = await unlessRefused('PermissionDenied', status(client, endpoint, options));
    // A learner does not serve the member list.
    const list = await unlessRefused('NotSupportedForLearner', memberList(client, options));
    const clusterId = found?.clusterId ?? list?.clusterId;
    if (clusterId === undefined) {
      throw new EtcdeckError({ code: 'NotSupportedForLearner', message: 'a learner tells nothing to this user' });
    }
    const words = [
      found === null ? 'etcd (the user may not ask for its version)' : `etcd ${found.version}`,
      `cluster ${clusterId}`,
      ...(list === null ? [] : [`${list.members.length} ${list.members.length === 1 ? 'member' : 'members'}`]),
      ...(found?.isLearner ? ['a learner'] : []),
      ...(found !== null && found.leader === null ? ['WARNING: no leader'] : []),
    ];
    return { clusterId, detail: words.join(' · ') };
  } catch (error) {
    throw error instanceof EtcdeckError ? explained(error, null) : error;
  }
}

async function unlessRefused<T>(code: ErrorCode, answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === code) return null;
    throw error;
  }
}

/** Returns a failure of the first calls with a message about the connection. */
export function explained(error: EtcdeckError, user: string | null): EtcdeckError {
  const message = wordsFor(error, user);
  if (message === null) return error;
  const code = error.code === 'Unimplemented' ? 'NotEtcd' : error.code;
  return new EtcdeckError({ ...error.toFailure(), code, message }, { cause: error });
}

function wordsFor({ code }: EtcdeckError, user: string | null): string | null {
  switch (code) {
    case 'AuthFailed':
      return `the cluster refuses the user ${user ?? ''} or the password`.replace('  ', ' ');
    case 'AuthNotEnabled':
      return 'the cluster has authentication disabled, and a user is given; leave the user empty';
    case 'UserEmpty':
      return 'the cluster asks for a user: none is given, and no client certificate names one';
    case 'Unimplemented':
      return 'what answers is not an etcd server: it does not know the call';
    default:
      return null;
  }
}
