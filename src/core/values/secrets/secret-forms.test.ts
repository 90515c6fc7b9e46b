import { expect, it } from 'vitest';
import { coverValue } from './cover-value.ts';
import { holdsSecret } from './holds-secret.ts';

const noSchema = () => Promise.reject(new Error('no schema is needed'));

it.each<[string, string | Buffer]>([
  ['a tag', 'kind: !!str Secret\ndata:\n  a: aHVudGVyMg==\n'],
  ['an anchor', 'kind: &kind Secret\ndata:\n  a: aHVudGVyMg==\n'],
  ['an alias', 'a: &kind Secret\nkind: *kind\ndata:\n  a: aHVudGVyMg==\n'],
  ['a folded block', 'kind: >-\n  Secret\ndata:\n  a: aHVudGVyMg==\n'],
  ['a comment between', 'kind: # the kind\n  Secret\ndata:\n  a: aHVudGVyMg==\n'],
  ['an explicit key', '? kind\n: Secret\n? data\n: a: aHVudGVyMg==\n'],
  ['an explicit key with a comment', '? kind # a\n: Secret\n? data\n# b\n\n:\n  a: aHVudGVyMg==\n'],
  ['a long comment between', `kind: # ${'x'.repeat(100)} kind\n  Secret\ndata:\n  a: aHVudGVyMg==\n`],
  ['a block with a long comment', `kind: >- # ${'a comment '.repeat(12)}\n  Secret\ndata:\n  a: aHVudGVyMg==\n`],
  ['keys that are named elsewhere', 'a: [&k kind, &d data]\nb: {*k : Secret, *d : {a: aHVudGVyMg==}}\n'],
  ['binary data', 'kind: !!binary U2VjcmV0\ndata:\n  a: aHVudGVyMg==\n'],
  ['a line that goes on behind a line separator', 'kind: "Sec\\\u2028ret"\ndata:\n  a: aHVudGVyMg==\n'],
  ['a line that goes on behind a next line', 'kind: "Sec\\\u0085ret"\ndata:\n  a: aHVudGVyMg==\n'],
  ['JSON5', '{kind: // the kind\n "Secret", data: {a: "aHVudGVyMg=="}}'],
  ['HTML by numbers', '&#x22;kind&#x22;:&#x22;Secret&#x22;,&#x22;data&#x22;:&#x22;aHVudGVyMg==&#x22;'],
  ['Jsonnet', "{ kind: 'Secret', data+: { a: 'aHVudGVyMg==' } }"],
  ['JSON of which no name is ASCII', '{"\u212aind":"Secret","\u017ftringData":{"a":"hunter2"}}'],
  ['JSON in part, with dashes in a text', '{"kind":"Secret","a":"b\n---\nc","data":{"a":"aHVudGVyMg=="},}'],
  ['a flow mapping with dashes in it', "{kind: Secret, a: 'b\n--- \nc', data: {a: aHVudGVyMg==}}"],
  ['quotes with dashes in them', 'kind: Secret\na: "b\n---\nc"\ndata:\n  a: aHVudGVyMg==\n'],
  ['single quotes with dashes in them', "kind: Secret\na: 'it is\n---\nc'\ndata:\n  a: aHVudGVyMg==\n"],
  ['single quotes', "'kind': 'Secret'\n'data':\n  a: aHVudGVyMg==\n"],
  ['a flow mapping', '{kind: Secret, data: {a: aHVudGVyMg==}}'],
  ['escapes of YAML', '"kind": "\\x53ecret"\n"d\\u0061ta":\n  a: aHVudGVyMg==\n'],
  ['a line that goes on', '"kind": "Sec\\\n  ret"\ndata:\n  a: aHVudGVyMg==\n'],
  ['TOML', 'kind = "Secret"\n[data]\na = "aHVudGVyMg=="\n'],
  ['a query', 'kind%3A%20Secret%0Adata%3A%0A%20%20a%3A%20aHVudGVyMg%3D%3D'],
  ['HTML', '<pre>{&quot;kind&quot;:&quot;Secret&quot;,&quot;data&quot;:{&quot;a&quot;:1}}</pre>'],
  ['XML', '<o><kind>Secret</kind><data><a>aHVudGVyMg==</a></data></o>'],
  ['a list of JSON', '{"kind":"ConfigMap"}\n{"kind":"Secret","data":{"a":"aHVudGVyMg=="}}\n'],
  ['JSON that is cut off', '{"kind":"Secret","data":{"a":"aHVudGVyMg'],
  ['JSON with a name twice', '{"kind":"Secret","data":{"a":"aHVudGVyMg=="},"data":{}}'],
  ['names in another case', '{"Kind":"Secret","StringData":{"a":"hunter2"}}'],
  ['JSON with much space', `{"kind"${' '.repeat(200)}:\n"Secret","data"${'\t'.repeat(200)}:{"a":"aHVudGVyMg=="}}`],
  ['JSON behind letters that have no small one alike', '{"a":"İİİ","kind":"Secret","data":{"a":"aHVudGVyMg=="}}'],
  ['YAML behind such letters', '# İstanbul\nkind: Secret\ndata:\n  a: aHVudGVyMg==\n'],
  ['JSON with two kinds', '{"Kind":"ConfigMap","kind":"Secret","data":{"a":"aHVudGVyMg=="}}'],
  ['TOML with a line of dashes', 'kind = "Secret"\na = """\n-----BEGIN\n"""\n[data]\na = "aHVudGVyMg=="\n'],
  ['a list of Secrets', 'kind: SecretList\nitems:\n- data:\n    a: aHVudGVyMg==\n'],
  ['MessagePack', Buffer.from('82a46b696e64a6536563726574a46461746181a161a9', 'hex')],
  ['CBOR of texts', Buffer.from('d9d9f7a2646b696e6466536563726574646461746161', 'hex')],
  ['BSON', Buffer.from('\u0002kind\0\u0007\0\0\0Secret\0\u0003data\0', 'latin1')],
])('is found as %s, and covered', async (_, text) => {
  const value = new Uint8Array(Buffer.from(text));
  expect(holdsSecret(value)).toBe(true);
  const covered = Buffer.from((await coverValue(value, noSchema)) ?? []).toString();
  expect(covered).toContain('••••••••');
  expect(covered).not.toMatch(/aHVud|hunter2/);
});

it('leaves what is around it to be read', async () => {
  const shown = async (text: string) =>
    Buffer.from((await coverValue(new Uint8Array(Buffer.from(text)), noSchema)) ?? []).toString();
  expect(await shown('---\na: 1 # one\n---\nkind: Secret\ndata:\n  a: aHVudGVyMg==\n---\nb: 2\n')).toBe(
    '---\na: 1 # one\n---\ndata:\n  a: •••••••• (7 bytes)\nkind: Secret\n---\nb: 2\n',
  );
  const manifest = JSON.stringify({ kind: 'Secret', data: { a: 'aHVudGVyMg==' } });
  const outer = { kind: 'Widget', metadata: { annotations: { 'example.org/a': manifest, b: 'c' } }, n: 1 };
  expect(JSON.parse(await shown(JSON.stringify(outer)))).toEqual({
    ...outer,
    metadata: { annotations: { 'example.org/a': '{"kind":"Secret","data":{"a":"•••••••• (7 bytes)"}}', b: 'c' } },
  });
  const packed = Buffer.from(manifest).toString('base64');
  expect(await shown(JSON.stringify({ kind: 'Widget', packed, n: 1 }))).toBe(
    `{"kind":"Widget","packed":"•••••••• (Secret, ${packed.length} bytes)","n":1}`,
  );
  const lines = packed.match(/.{1,40}/g) ?? [];
  const covered = lines.map((_, place) => (place === 0 ? '•••••••• (Secret, 40 bytes)' : '••••••••'));
  expect(lines.length).toBeGreaterThan(1);
  expect(JSON.parse(await shown(JSON.stringify({ kind: 'Widget', lines: [...lines, 'a line'] })))).toEqual({
    kind: 'Widget',
    lines: [...covered, 'a line'],
  });
});
