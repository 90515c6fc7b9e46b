import type { NewFile } from './certificate-files.ts';

/** What a folder of certificates says of itself. */
export interface CertificatesNote {
  readonly files: readonly NewFile[];
  /** The hosts of its members, by their names. */
  readonly hosts: ReadonlyMap<string, readonly string[]>;
  /** In milliseconds since 1970, as everything is that is valid. */
  readonly issuedAt: number;
  readonly validUntil: number;
  readonly caValidUntil: number;
}

/** Returns a plain text that says which file goes where on which host, and for how long all of it is valid. */
export function certificatesReadMe({ files, hosts, issuedAt, validUntil, caValidUntil }: CertificatesNote): string {
  const stays = files.flatMap(({ path, goesTo }) => (goesTo === null ? (stayWords[path] ?? []) : []));
  const copied = [...hosts].flatMap(([member, at]) => {
    const own = files.flatMap(({ path, goesTo }) => (goesTo?.member === member ? [{ path, ...goesTo }] : []));
    const width = Math.max(...own.map(({ path }) => path.length));
    return [
      '',
      `On the host of ${member} (${at.join(', ')}):`,
      ...own.map(({ path, hostPath }) => `  ${path.padEnd(width)}  ->  ${hostPath}`),
    ];
  });
  const lines = [
    `Certificates of an etcd cluster, issued by etcdeck on ${dayOf(issuedAt)}.`,
    '',
    'Valid until:',
    `  ${dayOf(validUntil)}  all certificates but the CA's own: issue new ones before that day`,
    `  ${dayOf(caValidUntil)}  the CA, ca.crt`,
    '',
    'COPY',
    ...copied,
    '',
    'The user that runs etcd has to read them, and nobody else the keys (.key).',
    ...(stays.length === 0 ? [] : ['', 'KEEP', '', ...stays.map((words) => `  ${words}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** In UTC. */
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const stayWords: Readonly<Record<string, string>> = {
  'ca.crt': 'ca.crt      the CA, which clients and members trust',
  'ca.key': 'ca.key      its key: whoever has it can issue certificates of this cluster. Keep it safe, on no host.',
  'client.crt': 'client.crt  a client: the user root, where auth is on',
  'client.key': 'client.key  its key',
};
