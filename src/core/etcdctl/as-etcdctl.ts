import type { ConnectionProfile, ConnectionTls } from '../../contract/connections/profile.ts';
import { shellQuoteText } from '../../contract/shell-quote.ts';
import { type EtcdctlFlag, spelt } from './etcdctl-call.ts';

/**
 * A connection as etcdctl takes it, for a POSIX shell. etcdctl reads PEM files only, knows no passphrase, and verifies
 * certificates against the endpoint's own name; what it cannot take stands in a comment.
 */
export function asEtcdctl({ endpoints, discovery, tls, user, ssh }: ConnectionProfile): {
  readonly command: string;
  readonly environment: string;
} {
  const given = [
    ...givenOf([
      ['endpoints', discovery === null ? shellQuoteText(endpoints.join(',')) : null],
      ['discovery-srv', discovery === null ? null : shellQuoteText(discovery.domain)],
      ['discovery-srv-name', discovery?.service ? shellQuoteText(discovery.service) : null],
    ]),
    ...tlsFlags(tls),
    ...givenOf([['user', user === null ? null : shellQuoteText(user)]]),
  ];
  // No flag of the command: etcdctl refuses one beside the variable, and asks by itself where there is neither.
  const secret = user === null ? [] : [{ flag: 'password', value: placeholder('password') }];
  const notes = [
    ...(tls.serverName === null ? [] : [`etcdctl cannot expect another name: ${oneLine(tls.serverName)}`]),
    ...(ssh === null ? [] : [`to be run where the endpoints are reached: ${oneLine(`${ssh.user}@${ssh.host}`)}`]),
    ...(ssh?.manifest ? [`with the certificates that are named in ${oneLine(ssh.manifest)} there`] : []),
  ];
  const note = notes.map((line) => `# ${line}\n`).join('');
  return {
    command: `${note}etcdctl ${spelt(given)}`,
    environment: `${note}${[...given, ...secret]
      .map(({ flag, value }) => `export ETCDCTL_${flag.toUpperCase().replaceAll('-', '_')}=${value}\n`)
      .join('')}`,
  };
}

/** Returns a connection's certificates and trust as flags of etcdctl. Pasted ones have a placeholder for their file. */
export function tlsFlags(tls: ConnectionTls): readonly EtcdctlFlag[] {
  const hasCertificate = tls.certFile !== null || tls.certPem !== undefined;
  const keyFile = tls.keyFile ?? tls.certFile;
  return givenOf([
    ['cacert', fileOrPasted(tls.caFile, tls.caPem, 'ca.crt')],
    ['cert', fileOrPasted(tls.certFile, tls.certPem, 'client.crt')],
    ['key', hasCertificate ? (keyFile === null ? placeholder('client.key') : shellQuoteText(keyFile)) : null],
    ['insecure-skip-tls-verify', tls.skipVerify ? 'true' : null],
  ]);
}

function givenOf(settings: readonly (readonly [flag: string, value: string | null])[]): readonly EtcdctlFlag[] {
  return settings.flatMap(([flag, value]) => (value === null ? [] : [{ flag, value }]));
}

function fileOrPasted(file: string | null, pasted: string | undefined, name: string): string | null {
  if (pasted !== undefined) return placeholder(name);
  return file === null ? null : shellQuoteText(file);
}

/** Quoted, for an angle bracket would redirect. */
function placeholder(name: string): string {
  return `'<${name}>'`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
