import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { everyEtcd } from '../../testing/etcd-binaries.ts';
import { toEtcdeckError } from './failures.ts';
import { etcdErrorCode, statusOfGoName } from './rpctypes.ts';

// Texts that etcd uses internally or in its log, or as gRPC's own statuses (3.4 to 3.7).
const internal = [
  'request timed out, leader transfer took too long',
  'request canceled',
  'request cancelled',
  'unknown method',
  'no space',
  'context deadline exceeded',
  'failed to register grpc metrics',
];

/** Returns the text behind each `etcdserver: ` in a binary. Go stores its strings without separators. */
function textsIn(binary: Buffer): readonly string[] {
  const prefix = 'etcdserver: ';
  const texts = new Set<string>();
  for (let at = binary.indexOf(prefix); at >= 0; at = binary.indexOf(prefix, at + 1)) {
    const text = binary.toString('latin1', at + prefix.length, at + prefix.length + 100);
    texts.add(/^[\x20-\x7e]*/.exec(text)?.[0] ?? '');
  }
  return [...texts];
}

const statuses = Array.from({ length: 17 }, (_, status) => status);

/** The binary's next string may follow a known one directly. */
function beginsAsKnown(text: string): boolean {
  const beginnings = Array.from(text, (_, at) => `etcdserver: ${text.slice(0, at + 1)}`);
  return beginnings.some((known) => statuses.some((status) => etcdErrorCode(status, known) !== null));
}

it.each(everyEtcd().map(({ version, etcd }) => [version, etcd] as const))(
  'the binary of %s has no error text that is not known',
  (_, etcd) => {
    const texts = textsIn(readFileSync(etcd));
    expect(texts.length).toBeGreaterThan(50);
    expect(texts.filter((text) => !internal.some((one) => text.startsWith(one)) && !beginsAsKnown(text))).toEqual([]);
  },
);

// Where Go has built an etcd, its source is available too, with the errors' names and statuses.
const modules = process.env.GOMODCACHE ?? join(process.env.GOPATH ?? join(homedir(), 'go'), 'pkg', 'mod');
const sources = ['go.etcd.io/etcd/api', 'go.etcd.io/etcd'].flatMap((folder) =>
  existsSync(join(modules, folder))
    ? readdirSync(join(modules, folder)).map((name) => join(modules, folder, name))
    : [],
);
const files = sources
  .flatMap((source) => ['v3rpc/rpctypes/error.go', 'api/v3rpc/rpctypes/error.go'].map((path) => join(source, path)))
  .filter((path) => existsSync(path));

// These two are gRPC's own errors with etcd's texts; their names here are gRPC's.
const others: Readonly<Record<string, string>> = { Canceled: 'ConnectionCut', DeadlineExceeded: 'DeadlineExceeded' };

for (const file of files) {
  it(`every row of ${relative(modules, file)} is mapped`, () => {
    const rows = readFileSync(file, 'utf8').matchAll(
      /ErrGRPC(\w+)\s*=\s*status\.(?:New|Error)\(codes\.(\w+), "(etcdserver: [^"]+)"\)/g,
    );
    const expected: [string, string][] = [];
    const mapped: [string, string][] = [];
    for (const [, name = '', status = '', details = ''] of rows) {
      const error = { code: statusOfGoName(status), details };
      expected.push([name, others[name] ?? name]);
      mapped.push([name, toEtcdeckError(error, { operation: 'range', isWrite: false }).code]);
    }
    expect(expected.length).toBeGreaterThan(55);
    expect(mapped).toEqual(expected);
  });
}
