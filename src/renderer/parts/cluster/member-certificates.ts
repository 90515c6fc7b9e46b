import type { MemberStart, StartFile } from '../../../contract/member-start.ts';

/** What the certificates of a member that is to be started are issued for. */
export interface MemberCertificates {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly certificatesFolder: string;
}

const issuedNames: Readonly<Record<StartFile['role'], string>> = {
  clientCa: 'ca.crt',
  certificate: 'server.crt',
  key: 'server.key',
  peerCa: 'ca.crt',
  peerCertificate: 'peer.crt',
  peerKey: 'peer.key',
};

/**
 * Returns what to issue for a start; `null` where it has no TLS, and where its files are not named and laid out as
 * issued ones are.
 */
export function certificatesFor({ name, files, env }: MemberStart): MemberCertificates | null {
  const folders = files.map(({ role, path }) =>
    path.endsWith(`/${issuedNames[role]}`) ? path.slice(0, -issuedNames[role].length - 1) || '/' : null,
  );
  const [certificatesFolder = null] = folders;
  if (certificatesFolder === null || folders.some((folder) => folder !== certificatesFolder)) return null;
  const urls = [env.ETCD_INITIAL_ADVERTISE_PEER_URLS, env.ETCD_ADVERTISE_CLIENT_URLS].flatMap(
    (list) => list?.split(',') ?? [],
  );
  const hosts = urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).hostname.replace(/^\[|\]$/g, ''));
  return { name, hosts: [...new Set(hosts)], certificatesFolder };
}
