import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import {
  type ConnectionProfile,
  type ConnectionSsh,
  kubeadmManifest,
  type SshAuth,
} from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { memberList } from '../../etcd/cluster.ts';
import type { Bounds } from '../bounded-wait.ts';
import { isLoopbackURL, normaliseEndpoints } from '../endpoints.ts';
import { toValidProfile } from '../profiles/profile.ts';
import { parseDestination, toValidSsh } from '../profiles/ssh-host.ts';
import type { HostKeys } from './host-keys.ts';
import { loadProfileTls } from './profile-tls.ts';
import { readRemoteManifest } from './remote-manifest.ts';
import type { SshSecrets } from './ssh-login.ts';
import { SshTunnel } from './ssh-tunnel.ts';

const memberListTimeoutMs = 5_000;

/** The host to read and the login there, as `ConnectionsApi.fromKubeadm` takes them. */
export interface KubeadmRequest {
  readonly destination: string;
  readonly auth: SshAuth | null;
  readonly keyFile: string | null;
  readonly manifest: string | null;
}

/**
 * Reads a connection from a control-plane host: its manifest, and through that every member of the cluster. The result
 * names the manifest and contains no certificate; certificates are read again at each opening.
 */
export async function fromKubeadm(
  { destination, auth, keyFile, manifest }: KubeadmRequest,
  secrets: SshSecrets,
  hostKeys: HostKeys,
  bounds: Bounds,
): Promise<ConnectionImport> {
  const to = parseDestination(destination);
  const file = manifest?.trim() || kubeadmManifest;
  const auths = auth === null ? authsToTry(keyFile, secrets) : [auth];
  let failure: unknown;
  for (const one of auths) {
    const ssh = toValidSsh({ ...to, auth: one, keyFile, manifest: file });
    const tunnel = new SshTunnel({ ssh, secrets, hostKeys });
    try {
      const found = asConnection(await readRemoteManifest(tunnel, file, bounds), ssh);
      return await withMembers(found, tunnel, bounds);
    } catch (error) {
      // Why the agent's keys were refused says more than that there is no other key.
      failure ??= error;
      if (!(error instanceof EtcdeckError) || !mayTryAnother.has(error.code)) throw error;
    } finally {
      tunnel.close();
    }
  }
  throw failure;
}

const mayTryAnother: ReadonlySet<EtcdeckError['code']> = new Set(['SshAuthFailed', 'SshAgentMissing', 'FileNotFound']);

/** In the order of `ssh`: the agent, then the key's file. */
function authsToTry(keyFile: string | null, { sshPassword }: SshSecrets): readonly SshAuth[] {
  if (keyFile?.trim()) return ['key'];
  if (sshPassword !== null) return ['password'];
  return process.env.SSH_AUTH_SOCK ? ['agent', 'key'] : ['key'];
}

function asConnection(found: ConnectionImport, ssh: ConnectionSsh): ConnectionImport {
  const { draft } = found;
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  return { ...found, draft: { ...draft, tls, ssh, imported: true } };
}

/**
 * Adds the members that the cluster lists: kubeadm writes only the first host into its manifest. Where the cluster does
 * not answer, as without quorum, the manifest's members stay.
 */
async function withMembers(found: ConnectionImport, tunnel: SshTunnel, bounds: Bounds): Promise<ConnectionImport> {
  const { draft } = found;
  // A file missing there would be missing at every opening.
  const profile = toValidProfile(draft);
  const secrets = { password: null, passphrase: null, privateKey: null, sshPassword: null, sshPassphrase: null };
  const isTls = profile.endpoints[0]?.startsWith('https://') ?? false;
  const tls = isTls ? await loadProfileTls({ profile, secrets }, tunnel, bounds) : null;
  const { endpoints } = profile;
  const client = new EtcdClient({ endpoints, tls: tls?.material ?? null, user: null, password: null, tunnel });
  try {
    const { members } = await memberList(client, { timeoutMs: memberListTimeoutMs, signal: bounds.signal });
    const isOneHost = endpoints.every(isLoopbackURL);
    // A loopback URL of another host's member would lead to this host.
    const told = members.flatMap(({ clientURLs }) => clientURLs).filter((url) => isOneHost || !isLoopbackURL(url));
    const text = `member list: ${members.map(({ name }) => name).join(', ')}`;
    return {
      ...found,
      draft: { ...draft, endpoints: [...new Set([...endpoints, ...normalised(told, profile)])] },
      understood: [...found.understood, { text, meaning: 'the endpoints of every member, as the cluster tells them' }],
    };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    const meaning = `the cluster did not tell its members: ${error.message}`;
    return { ...found, ignored: [...found.ignored, { text: 'member list', meaning }] };
  } finally {
    client.close();
  }
}

function normalised(urls: readonly string[], { tls }: ConnectionProfile): readonly string[] {
  return urls.length === 0 ? [] : normaliseEndpoints(urls, tls);
}
