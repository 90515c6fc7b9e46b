import {
  type ConnectionImport,
  type ConnectionSsh,
  kubeadmManifest,
  type SshAuth,
} from '../../../contract/connections.ts';
import { EtcdError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounds.ts';
import { parseDestination, toValidSsh } from './destination.ts';
import type { HostKeys } from './host-keys.ts';
import { readRemoteManifest } from './remote-manifest.ts';
import type { SshSecrets } from './ssh-login.ts';
import { SshTunnel } from './ssh-tunnel.ts';

export interface KubeadmRequest {
  readonly destination: string;
  readonly auth: SshAuth | null;
  readonly keyFile: string | null;
  readonly manifest: string | null;
}

/**
 * Reads a connection off a control-plane host: its manifest, and from that every member of the cluster. What it gives back
 * names the manifest and none of its certificates; they are read again at each opening.
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
      return asConnection(await readRemoteManifest(tunnel, file, bounds), ssh);
    } catch (error) {
      // Why the agent's keys are refused says more than that there is no other key.
      failure ??= error;
      if (!(error instanceof EtcdError) || !mayTryAnother.has(error.code)) throw error;
    } finally {
      tunnel.close();
    }
  }
  throw failure;
}

const mayTryAnother: ReadonlySet<EtcdError['code']> = new Set(['SshAuthFailed', 'SshAgentMissing', 'FileNotFound']);

/** As `ssh` does: the agent, then the key's file. */
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
