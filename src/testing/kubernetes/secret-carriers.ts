import { gzipSync } from 'node:zlib';
import { encodeObject } from '../../core/kubernetes-storage/codec/encode.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import type { Random } from '../random.ts';

/** A format that can contain other bytes: any bytes, text only, or an object in JSON. */
export interface Carrier {
  readonly name: string;
  readonly takes: 'bytes' | 'text' | 'json';
  wrap(contents: Buffer): Buffer;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret with a password in it, as JSON. */
export function secretManifest(password: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'db', namespace: 'shop' },
    data: { password: Buffer.from(password).toString('base64') },
    stringData: { plain: password },
  });
}

/** The same Secret as YAML. */
export function secretYaml(password: string): string {
  const data = `data:\n  password: ${Buffer.from(password).toString('base64')}\nstringData:\n  plain: ${password}\n`;
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n${data}`;
}

function annotated(kind: string, annotation: string, text: string): string {
  const metadata = { name: 'c', namespace: 'shop', annotations: { [annotation]: text } };
  return JSON.stringify({ apiVersion: 'example.org/v1', kind, metadata, spec: { replicas: 2 } });
}

const ofText = (name: string, wrap: (text: string) => string): Carrier => ({
  name,
  takes: 'text',
  wrap: (contents) => Buffer.from(wrap(contents.toString())),
});

const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);
const lines = (text: string): string => text.replace(/(.{76})/g, '$1\n');
/** A JSON string in which every letter is escaped. */
const everyEscaped = (text: string): string => {
  const chars = Array.from(text, (char) =>
    /[A-Za-z]/.test(char)
      ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
      : JSON.stringify(char).slice(1, -1),
  );
  return `"${chars.join('')}"`;
};

/** The formats that Secrets are stored in. Each can contain another. */
export function secretCarriers(schema: KubernetesSchema): readonly Carrier[] {
  const configMap = (data: object): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, ...data });
  return [
    ofText('last-applied of a custom resource', (text) => annotated('Widget', lastApplied, `${text}\n`)),
    ofText('kapp.k14s.io/original', (text) => annotated('Widget', 'kapp.k14s.io/original', text)),
    ofText('an annotation of any name', (text) => annotated('Widget', 'example.org/note', text)),
    ofText('a field of a ConfigMap', (text) => configMap({ data: { 'manifest.yaml': text, mode: 'fast' } })),
    ofText('a line of a log', (text) => `2026-01-01 applied ${text.replace(/\n/g, '\\n')}\n`),
    ofText('YAML behind others', (text) => `---\na: 1\n---\n${text}\n---\nb: 2\n`),
    ofText('a block of YAML', (text) => `a: 1\nmanifest: |\n${indented(text, '  ')}\nb: 2\n`),
    ofText('a text behind a mark', (text) => `\ufeff${text}`),
    ofText('a JSON string', (text) => JSON.stringify(text)),
    ofText('a text behind a comment', (text) => `# applied by hand\n${text}`),
    ofText('a text behind a comment of JSON', (text) => `// applied by hand\n/* twice */ ${text}`),
    ofText('a member whose name is escaped', (text) => `{${everyEscaped('manifest')}:${JSON.stringify(text)}}`),
    ofText('a JSON string of escapes', (text) => `{"m":${everyEscaped(text)}}`),
    ofText('the name of a member', (text) => JSON.stringify({ [text]: true })),
    { name: 'UTF-16', takes: 'text', wrap: (contents) => Buffer.from(`\ufeff${contents.toString()}`, 'utf16le') },
    {
      name: 'a ConfigMap in protobuf',
      takes: 'text',
      wrap: (contents) => Buffer.from(encodeObject(schema, configMap({ data: { m: contents.toString() } }), null)),
    },
    {
      name: 'bytes of a ConfigMap in protobuf',
      takes: 'bytes',
      wrap: (contents) =>
        Buffer.from(encodeObject(schema, configMap({ binaryData: { m: contents.toString('base64') } }), null)),
    },
    {
      name: 'a field that no schema knows',
      takes: 'bytes',
      wrap: (contents) => withUnknownField(Buffer.from(encodeObject(schema, configMap({}), null)), contents),
    },
    { name: 'gzip', takes: 'bytes', wrap: (contents) => gzipSync(contents) },
    { name: 'base64', takes: 'bytes', wrap: (contents) => Buffer.from(contents.toString('base64')) },
    { name: 'base64 in lines', takes: 'bytes', wrap: (contents) => Buffer.from(lines(contents.toString('base64'))) },
    { name: 'base64 for URLs', takes: 'bytes', wrap: (contents) => Buffer.from(contents.toString('base64url')) },
    {
      name: 'base64 behind a path',
      takes: 'bytes',
      wrap: (contents) => Buffer.from(`{"at":"blob/${contents.toString('base64').replaceAll('/', '\\/')}"}`),
    },
    {
      name: 'base64 of gzip',
      takes: 'bytes',
      wrap: (contents) => Buffer.from(gzipSync(contents).toString('base64').replace(/=+$/, '')),
    },
    {
      name: 'base64 of base64 of gzip',
      takes: 'bytes',
      wrap: (contents) => Buffer.from(Buffer.from(gzipSync(contents).toString('base64')).toString('base64')),
    },
    { name: 'hexadecimal', takes: 'bytes', wrap: (contents) => Buffer.from(contents.toString('hex')) },
    {
      name: 'an item of a list',
      takes: 'json',
      wrap: (contents) => Buffer.from(`{"kind":"List","apiVersion":"v1","items":[${contents.toString()}]}`),
    },
    {
      name: 'what a custom resource embeds',
      takes: 'json',
      wrap: (contents) =>
        Buffer.from(`{"apiVersion":"x.org/v1","kind":"Object","spec":{"manifest":${contents.toString()}}}`),
    },
    {
      name: 'JSON laid out',
      takes: 'json',
      wrap: (contents) => Buffer.from(JSON.stringify(JSON.parse(contents.toString()), null, 2)),
    },
    {
      name: 'a part of an object in protobuf',
      takes: 'json',
      wrap: (contents) =>
        Buffer.from(
          encodeObject(
            schema,
            `{"apiVersion":"apps/v1","kind":"ControllerRevision","metadata":{"name":"c"},"data":${contents.toString()},"revision":1}`,
            null,
          ),
        ),
    },
  ];
}

/** An envelope in an envelope is a message like any other. */
function withUnknownField(value: Buffer, contents: Buffer): Buffer {
  const length: number[] = [];
  for (let left = contents.length; ; left >>>= 7) {
    length.push(left > 0x7f ? (left & 0x7f) | 0x80 : left);
    if (left <= 0x7f) break;
  }
  // Field 100 of the envelope.
  return Buffer.concat([value, Buffer.of(0xa2, 0x06, ...length), contents]);
}

/** A value with a Secret in it, and what it lies in, the outermost last. */
export interface PlantedSecret {
  readonly value: Uint8Array;
  readonly carriers: readonly string[];
}

/** A Secret in carriers that were drawn, `most` at most, beside those that make one fit into the next. */
export function plantSecret(schema: KubernetesSchema, random: Random, password: string, most: number): PlantedSecret {
  const all = secretCarriers(schema);
  const forms = [
    ['JSON', Buffer.from(secretManifest(password))],
    ['YAML', Buffer.from(secretYaml(password))],
    ['protobuf', Buffer.from(encodeObject(schema, secretManifest(password), null))],
  ] as const;
  const [form, manifest] = forms[random.between(0, forms.length - 1)] ?? forms[0];
  const carriers: string[] = [form];
  let value: Buffer = manifest;
  for (let left = random.between(0, most); left > 0; left--) {
    const carrier = all[random.between(0, all.length - 1)];
    if (carrier === undefined || !fits(carrier, value)) continue;
    value = carrier.wrap(value);
    carriers.push(carrier.name);
  }
  return { value: new Uint8Array(value), carriers };
}

function fits({ takes }: Carrier, contents: Buffer): boolean {
  if (takes === 'bytes') return true;
  const text = contents.toString();
  if (!Buffer.from(text).equals(contents) || text.includes('\0')) return false;
  if (takes === 'text') return true;
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** Every form in which a password may leave: as it is, in base64 wherever it begins, and as digits. */
export function formsOf(password: string): readonly string[] {
  const hex = Buffer.from(password).toString('hex');
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.from(`${'\0'.repeat(before)}${password}`).toString('base64');
    // What the neighbours have a part in is left out.
    return text.slice(before === 0 ? 0 : before + 1, -4);
  });
  return [password, ...base64, hex, hex.replace(/../g, '$& ').slice(0, 24)];
}
