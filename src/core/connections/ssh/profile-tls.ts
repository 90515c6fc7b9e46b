import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { Bounds } from '../bounded-wait.ts';
import type { ResolvedSecrets } from '../credentials.ts';
import { type LoadedTls, loadTls } from '../tls/tls-material.ts';
import { readRemoteTls } from './remote-manifest.ts';
import type { SshTunnel } from './ssh-tunnel.ts';

interface Given {
  readonly profile: ConnectionProfile;
  readonly secrets: ResolvedSecrets;
}

/**
 * Returns a profile and its secrets with the certificates that the manifest on its SSH host names in place of its own;
 * unchanged without a manifest. The result is for memory only. Fails as `readRemoteTls` does.
 */
export async function withRemoteTls(given: Given, tunnel: SshTunnel | null, bounds: Bounds): Promise<Given> {
  const { profile, secrets } = given;
  const manifest = profile.ssh?.manifest ?? null;
  if (tunnel === null || manifest === null) return given;
  const remote = await readRemoteTls(tunnel, manifest, profile.tls, bounds);
  return { profile: { ...profile, tls: remote.tls }, secrets: { ...secrets, ...remote.secrets } };
}

/** Loads a connection's certificates, from this machine or its SSH host. Fails as `loadTls` and `readRemoteTls` do. */
export async function loadProfileTls(given: Given, tunnel: SshTunnel | null, bounds: Bounds): Promise<LoadedTls> {
  const { profile, secrets } = await withRemoteTls(given, tunnel, bounds);
  return await loadTls(profile.tls, secrets);
}
