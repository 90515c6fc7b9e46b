import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IssuedCertificate } from '../certificates/certificates.ts';
import type { PortTls } from './start-members.ts';

/** A sandbox's TLS: its members' flags, and the files with which its connection opens them. */
export interface SandboxTls {
  readonly clientPort: PortTls;
  readonly peerPort: PortTls;
  /** The paths for the connection's profile. */
  readonly files: { readonly caFile: string; readonly certFile: string; readonly keyFile: string };
  /** The same certificates and key as PEM. */
  readonly pems: TlsPems;
  /** What members show to each other. */
  readonly peerPems: TlsPems;
}

/** A certificate, its key, and the authority of both sides, as PEM. */
export interface TlsPems {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/**
 * Issues certificates of a new authority into a folder, with TLS required in both directions on client and peer ports.
 * All members share one certificate, because all are on 127.0.0.1. The authority's key is discarded.
 * `user`: the client certificate's name, which members with auth on take for the user. `peerHosts`: names of the peers'
 * certificate beside 127.0.0.1, which is in it because etcd checks the address that a peer dials from (3.4 to 3.7).
 */
export async function issueSandboxTls(
  folder: string,
  user = 'etcdeck',
  peerHosts: readonly string[] = [],
): Promise<SandboxTls> {
  // Issuing loads a large library, for which no window should wait.
  const { makeAuthority } = await import('../certificates/certificates.ts');
  const authority = await makeAuthority();
  const names = ['127.0.0.1', 'localhost'];
  const [member, peer, client] = await Promise.all([
    authority.issue({ commonName: 'etcd', names, usage: 'both' }),
    authority.issue({ commonName: 'etcd-peer', names: [...names, ...peerHosts], usage: 'both' }),
    authority.issue({ commonName: user, usage: 'client' }),
  ]);
  const caFile = join(folder, 'ca.crt');
  await writeFile(caFile, authority.certPem);
  const write = async (name: string, issued: IssuedCertificate): Promise<{ certFile: string; keyFile: string }> => {
    const files = { certFile: join(folder, `${name}.crt`), keyFile: join(folder, `${name}.key`) };
    await writeFile(files.certFile, issued.certPem);
    await writeFile(files.keyFile, issued.keyPem, { mode: 0o600 });
    return files;
  };
  return {
    clientPort: { ...(await write('member', member)), callerCaFile: caFile },
    peerPort: { ...(await write('peer', peer)), callerCaFile: caFile },
    files: { caFile, ...(await write('client', client)) },
    pems: { ca: authority.certPem, cert: client.certPem, key: client.keyPem },
    peerPems: { ca: authority.certPem, cert: peer.certPem, key: peer.keyPem },
  };
}
