import { clientIn, kubeadmPki } from './connections/kubeadm-pki.ts';
import type { ConnectionProfile, ConnectionTls } from './connections/profile.ts';
import { shellWord } from './shell-quote.ts';

/** The parts of a connection that etcdctl's flags come from. */
export type EtcdctlProfile = Pick<ConnectionProfile, 'endpoints' | 'discovery' | 'tls' | 'user' | 'ssh'>;

/** A flag of etcdctl, its value quoted for a shell. */
export interface EtcdctlFlag {
  readonly flag: string;
  readonly value: string;
}

/**
 * Returns a connection as flags of etcdctl: its endpoints or `endpoints`, its certificates and its user. A password is
 * never among them: etcdctl asks for it, or takes it from `ETCDCTL_PASSWORD`.
 */
export function etcdctlFlags(
  profile: EtcdctlProfile,
  endpoints: readonly string[] | null = null,
): readonly EtcdctlFlag[] {
  const { discovery, user } = profile;
  const looksUp = endpoints === null && discovery !== null;
  return [
    ...given([
      ['endpoints', looksUp ? null : (endpoints ?? profile.endpoints).join(',')],
      ['discovery-srv', looksUp ? discovery.domain : null],
      ['discovery-srv-name', looksUp ? discovery.service || null : null],
    ]),
    ...tlsFlags(etcdctlTls(profile)),
    ...given([['user', user]]),
  ];
}

/** Returns certificates and trust as flags of etcdctl. Pasted ones have a placeholder for their file. */
export function tlsFlags(tls: ConnectionTls): readonly EtcdctlFlag[] {
  const hasCertificate = tls.certFile !== null || tls.certPem !== undefined;
  return given([
    ['cacert', tls.caPem === undefined ? tls.caFile : '<ca.crt>'],
    ['cert', tls.certPem === undefined ? tls.certFile : '<client.crt>'],
    ['key', hasCertificate ? (tls.keyFile ?? tls.certFile ?? '<client.key>') : null],
    ['insecure-skip-tls-verify', tls.skipVerify ? 'true' : null],
  ]);
}

/** Returns the certificates that etcdctl takes: those of a manifest on the SSH host are kubeadm's, in its folder there. */
export function etcdctlTls({ tls, ssh }: EtcdctlProfile): ConnectionTls {
  if (!ssh?.manifest) return tls;
  return { ...tls, caFile: `${kubeadmPki}/ca.crt`, ...clientIn(kubeadmPki) };
}

/** Returns flags as a shell has them: `--cacert=/pki/ca.crt --user=root`. */
export function spelt(flags: readonly EtcdctlFlag[]): string {
  return flags.map(({ flag, value }) => `--${flag}=${value}`).join(' ');
}

/** Returns the beginning of every line of etcdctl for a connection: `etcdctl`, with the connection's own flags. */
export function etcdctlHead(profile: EtcdctlProfile, endpoints: readonly string[] | null = null): string {
  return `etcdctl ${spelt(etcdctlFlags(profile, endpoints))}`;
}

/** Returns a line of etcdctl for a connection, its words quoted for a shell. `endpoints`: in place of its own. */
export function etcdctlLine(
  profile: EtcdctlProfile,
  words: readonly string[],
  endpoints: readonly string[] | null = null,
): string {
  return [etcdctlHead(profile, endpoints), ...words.map(shellWord)].join(' ');
}

/** Returns what to know before lines of a connection are run, as comments of a shell; none where there is nothing. */
export function etcdctlNotes({ tls, ssh, user }: EtcdctlProfile, lines: readonly string[]): readonly string[] {
  const notes = [
    ...(tls.serverName === null ? [] : [`etcdctl cannot expect another name: ${tls.serverName}`]),
    ...(ssh === null ? [] : [`to be run where the endpoints are reached: ${ssh.user}@${ssh.host}`]),
    ...(ssh?.manifest ? [`with the certificates that are named in ${ssh.manifest} there`] : []),
    ...(user !== null && lines.some((line) => line.includes(' | ') || line.includes(' <<'))
      ? ['etcdctl would read the password from its input: set ETCDCTL_PASSWORD first']
      : []),
  ];
  return notes.map((note) => `# ${oneLine(note)}`);
}

/** A line end would end the comment. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');

function given(settings: readonly (readonly [flag: string, value: string | null])[]): readonly EtcdctlFlag[] {
  return settings.flatMap(([flag, value]) => (value === null ? [] : [{ flag, value: shellWord(value) }]));
}
