import type { ConnectionImport } from '../../../contract/connections/hand-over.ts';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import { importText } from '../importers/import-text.ts';
import type { TlsSecrets } from '../tls/tls-material.ts';
import { readRemoteFile } from './remote-files.ts';
import type { SshTunnel } from './ssh-tunnel.ts';

/**
 * Reads etcd's static-pod manifest on the SSH host. Fails with `BadRequest` where the file is not one, and as
 * `readRemoteFile` does.
 */
export async function readRemoteManifest(tunnel: SshTunnel, file: string, bounds: Bounds): Promise<ConnectionImport> {
  const text = await readRemoteFile(tunnel, file, bounds);
  const found = readManifest(text);
  if (found?.format === 'manifest') return found;
  const message = `${file} on ${tunnel.host.host} is no manifest of etcd`;
  throw new EtcdeckError({ code: 'BadRequest', message, detail: { file } });
}

function readManifest(text: string): ConnectionImport | null {
  try {
    return importText(text);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/**
 * Reads the certificates that a manifest names from the SSH host and holds them in memory, instead of the profile's
 * own.
 */
export async function readRemoteTls(
  tunnel: SshTunnel,
  manifest: string,
  own: ConnectionTls,
  bounds: Bounds,
): Promise<{ readonly tls: ConnectionTls; readonly secrets: TlsSecrets }> {
  const { caFile, certFile, keyFile } = (await readRemoteManifest(tunnel, manifest, bounds)).draft.tls;
  const read = async (file: string | null): Promise<string | null> =>
    file === null ? null : await readRemoteFile(tunnel, file, bounds);
  const [caPem, certPem, privateKey] = await Promise.all([caFile, certFile, keyFile].map(read));
  const { serverName, skipVerify } = own;
  return {
    tls: {
      ...{ caFile: null, certFile: null, keyFile: null, serverName, skipVerify },
      ...(caPem ? { caPem } : {}),
      ...(certPem ? { certPem } : {}),
    },
    secrets: { passphrase: null, privateKey: privateKey ?? null },
  };
}
