import { expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { DecodedValue, ValuesApi } from '../../../contract/values.ts';
import { aConnection } from '../../testing/memory-keyspace.ts';
import { memoryValues } from '../../testing/memory-values.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { draftToKeep, type EditInHand, parseDraft } from './draft-memory.ts';

const key = bytesOf('/a');
const entry: KeyEntry = {
  key,
  value: Uint8Array.of(0xc3, 0xa4, 0x0a),
  createRevision: 2,
  modRevision: 7,
  version: 3,
  lease: null,
  isMasked: false,
  bytes: 3,
};
const form = { codec: 'text', showsManagedFields: false } as const;
const value: DecodedValue = {
  codec: 'text',
  codecs: ['text'],
  text: 'ä\n',
  language: 'plaintext',
  canEncode: true,
  notes: [],
  object: null,
};
const anEdit = (changes: Partial<EditInHand> = {}): EditInHand => ({
  key,
  base: { entry, value, form },
  draft: { text: 'mine', form },
  theirs: null,
  isRevealed: false,
  ...changes,
});
const keep = (open: EditInHand, values: Partial<ValuesApi> = {}) =>
  draftToKeep({ values: { ...memoryValues, ...values } }, aConnection, open);

it('reads back exactly what it wrote', async () => {
  const written = JSON.parse(JSON.stringify(await keep(anEdit())));
  expect(parseDraft(written)).toEqual({ key, base: entry, draft: { text: 'mine', form } });
  const onNothing = JSON.parse(JSON.stringify(await keep(anEdit({ base: null }))));
  expect(parseDraft(onNothing)).toEqual({ key, base: null, draft: { text: 'mine', form } });
});

it.each([
  ['revealed', anEdit({ isRevealed: true })],
  ['based on covered data', anEdit({ base: { entry: { ...entry, isMasked: true }, value, form } })],
  ['based on a Secret', anEdit({ base: { entry: { ...entry, value: bytesOf('{"kind":"Secret"}') }, value, form } })],
  ['a Secret itself', anEdit({ draft: { text: '{"kind":"Secret","data":"x"}', form } })],
  ['very large', anEdit({ draft: { text: 'x'.repeat(300_001), form } })],
  [
    'based on something very large',
    anEdit({ base: { entry: { ...entry, value: new Uint8Array(200_001) }, value, form } }),
  ],
])('keeps nothing of an edit that is %s', async (_, open) => {
  expect(await keep(open)).toBeNull();
});

it('keeps nothing where core finds what it is encrypted for, or cannot tell', async () => {
  const encrypted = { kind: 'encrypted', provider: 'aescbc', keyName: null, isOpened: true } as const;
  expect(await keep(anEdit(), { decode: async () => ({ ...value, notes: [encrypted] }) })).toBeNull();
  const lost = new EtcdeckError({ code: 'BackendClosed', message: 'gone' });
  expect(await keep(anEdit(), { decode: () => Promise.reject(lost) })).toBeNull();
  expect(await keep(anEdit(), { encode: () => Promise.reject(lost) })).toBeNull();
});

it('looks at what digits stand for, and at half a text as it is', async () => {
  const hex = { codec: 'hex', showsManagedFields: false } as const;
  const secret = [...bytesOf('{"kind":"Secret","data":"x"}')].map((byte) => byte.toString(16)).join(' ');
  expect(await keep(anEdit({ draft: { text: secret, form: hex } }))).toBeNull();
  expect(await keep(anEdit({ draft: { text: 'ff 0', form: hex } }))).toBeNull();
  const json = { codec: 'json', showsManagedFields: false } as const;
  expect(await keep(anEdit({ draft: { text: '{"half":', form: json } }))).not.toBeNull();
});

it('takes nothing for an edit that is none', async () => {
  const good = Object(JSON.parse(JSON.stringify(await keep(anEdit()))));
  expect(parseDraft(good)).not.toBeNull();
  for (const changes of [
    { key: '' },
    { key: '0' },
    { text: 1 },
    { codec: 'toString' },
    { codec: null },
    { showsManagedFields: 'no' },
    { base: 1 },
    { base: undefined },
    { base: { ...good.base, modRevision: 0 } },
    { base: { ...good.base, modRevision: 1.5 } },
    { base: { ...good.base, value: '%' } },
    { base: { ...good.base, lease: 'x' } },
  ]) {
    expect(parseDraft({ ...good, ...changes }), JSON.stringify(changes)).toBeNull();
  }
  for (const none of [null, 1, 'x', []]) expect(parseDraft(none)).toBeNull();
});
