import type { ConnectionProfile } from '../../contract/connections.ts';

/**
 * A connection as etcdctl takes it, for a POSIX shell. etcdctl reads PEM files only, knows no passphrase, and verifies
 * certificates against the endpoint's own name; what it cannot take stands in a comment.
 */
export function asEtcdctl({ endpoints, discovery, tls, user, ssh }: ConnectionProfile): {
  readonly command: string;
  readonly environment: string;
} {
  const hasCertificate = tls.certFile !== null || tls.certPem !== undefined;
  const keyFile = tls.keyFile ?? tls.certFile;
  const settings: readonly (readonly [flag: string, value: string | null])[] = [
    ['endpoints', discovery === null ? quoted(endpoints.join(',')) : null],
    ['discovery-srv', discovery === null ? null : quoted(discovery.domain)],
    ['discovery-srv-name', discovery?.service ? quoted(discovery.service) : null],
    ['cacert', fileOrPasted(tls.caFile, tls.caPem, 'ca.crt')],
    ['cert', fileOrPasted(tls.certFile, tls.certPem, 'client.crt')],
    ['key', hasCertificate ? (keyFile === null ? placeholder('client.key') : quoted(keyFile)) : null],
    ['insecure-skip-tls-verify', tls.skipVerify ? 'true' : null],
    ['user', user === null ? null : quoted(user)],
    ['password', user === null ? null : '"$ETCDCTL_PASSWORD"'],
  ];
  const given = settings.flatMap(([flag, value]) => (value === null ? [] : [{ flag, value }]));
  const notes = [
    ...(tls.serverName === null ? [] : [`etcdctl cannot expect another name: ${oneLine(tls.serverName)}`]),
    ...(ssh === null ? [] : [`to be run where the endpoints are reached: ${oneLine(`${ssh.user}@${ssh.host}`)}`]),
    ...(ssh?.manifest ? [`with the certificates that are named in ${oneLine(ssh.manifest)} there`] : []),
  ];
  const note = notes.map((line) => `# ${line}\n`).join('');
  const flags = given.map(({ flag, value }) => `--${flag}=${value}`);
  return {
    command: `${note}etcdctl ${flags.join(' ')}`,
    environment: `${note}${given
      .map(({ flag, value }) => {
        const name = `ETCDCTL_${flag.toUpperCase().replaceAll('-', '_')}`;
        return `export ${name}=${flag === 'password' ? placeholder('password') : value}\n`;
      })
      .join('')}`,
  };
}

function fileOrPasted(file: string | null, pasted: string | undefined, name: string): string | null {
  if (pasted !== undefined) return placeholder(name);
  return file === null ? null : quoted(file);
}

/** Quoted, for an angle bracket would redirect. */
function placeholder(name: string): string {
  return `'<${name}>'`;
}

/** A text as one word of a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}
