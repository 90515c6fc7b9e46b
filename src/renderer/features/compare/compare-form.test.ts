import { expect, it } from 'vitest';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import { bundleKeys, liveKeys, snapshotKeys } from '../../../contract/key-source.ts';
import { sourceIdOf } from '../../parts/source/source-id.ts';
import { bytesOf, toHex } from '../../ui/byte-text.ts';
import { emptyForm, formOfFile, formOfFocus, isSameSide, readForm, readSide, type SideChoice } from './compare-form.ts';

const source = 'one' as ConnectionId; // any id will do

it('reads a side', () => {
  expect(readSide({ source, prefix: '/a\\xff', revision: '8,401' }, liveKeys(source))).toEqual({
    ok: true,
    side: { source: liveKeys(source, 8_401), prefix: new Uint8Array([0x2f, 0x61, 0xff]) },
  });
  expect(readSide({ source, prefix: '', revision: '' }, liveKeys(source))).toMatchObject({
    side: { source: { revision: null } },
  });
});

it('reads the source that is shown as the window reads it, and a file at its one moment', () => {
  const shown = { ...liveKeys(source, 7), isSerializable: true };
  const form = { source, prefix: '', revision: '' };
  expect(readSide(form, shown)).toMatchObject({ side: { source: { isSerializable: true, revision: null } } });
  const other = 'two' as ConnectionId; // any id will do
  expect(readSide({ ...form, source: other }, shown)).toMatchObject({ side: { source: { isSerializable: false } } });
  const file = sourceIdOf(bundleKeys('/tmp/keys.yaml'));
  expect(readSide({ ...form, source: file, revision: '9' }, shown)).toMatchObject({
    side: { source: { kind: 'bundle', file: '/tmp/keys.yaml' } },
  });
});

it.each([
  ['a\\q', '', 'prefix'],
  ['a', '0', 'revision'],
  ['a', '1.5', 'revision'],
  ['a', 'now', 'revision'],
])('says what is wrong with %s at %s', (prefix, revision, field) => {
  expect(readSide({ source, prefix, revision }, liveKeys(source))).toMatchObject({ ok: false, field });
});

it('knows when there is nothing to compare', () => {
  const { left, right } = emptyForm(source);
  expect(isSameSide(left, right)).toBe(true);
  expect(isSameSide({ ...left, revision: '7' }, right)).toBe(false);
});

it('takes what another screen asks for', () => {
  expect(formOfFocus(`${toHex(bytesOf('/a/'))}@7`, source)).toEqual({
    left: { source, prefix: '/a/', revision: '7' },
    right: { source, prefix: '/a/', revision: '' },
  });
  expect(formOfFocus('nothing', source)).toBeNull();
});

it('begins beside the cluster that a file is of, within what the file covers', () => {
  const file = sourceIdOf(bundleKeys('/tmp/keys.yaml'));
  const [one, two] = ['c1' as ClusterId, 'c2' as ClusterId]; // any ids will do
  const choices: readonly SideChoice[] = [
    { id: file, name: 'keys.yaml', clusterId: null },
    { id: source, name: 'one', clusterId: one },
    { id: 'two' as ConnectionId, name: 'two', clusterId: two },
  ];
  const coverage = { keys: { kind: 'prefix', prefix: bytesOf('/a/\\') }, secrets: 'leftOut' } as const;
  const prefix = '/a/\\\\';
  expect(formOfFile(file, { clusterId: two, coverage }, choices)).toEqual({
    left: { source: file, prefix, revision: '' },
    right: { source: 'two', prefix, revision: '' },
  });
  expect(formOfFile(file, { clusterId: 'c3' as ClusterId, coverage }, choices).right.source).toBe(source);
  const unknown = { clusterId: null, coverage: { ...coverage, keys: { kind: 'unknown' } } } as const;
  expect(formOfFile(file, unknown, choices).right).toEqual({ source, prefix: '', revision: '' });
});

it('begins with a snapshot beside itself where its cluster is none to choose', () => {
  const file = sourceIdOf(snapshotKeys('/tmp/a.db'));
  const cluster = 'c1' as ClusterId; // any id will do
  const coverage = { keys: { kind: 'prefix', prefix: bytesOf('') }, secrets: 'held' } as const;
  const choices: readonly SideChoice[] = [{ id: source, name: 'one', clusterId: cluster }];
  expect(formOfFile(file, { clusterId: null, coverage }, choices)).toEqual(emptyForm(file));
  expect(formOfFile(file, { clusterId: cluster, coverage }, choices).right.source).toBe(source);
});

it('takes only a form for what was remembered', () => {
  const form = { ...emptyForm(source), left: { source, prefix: '/a/', revision: '7' } };
  expect(readForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
  for (const other of [
    null,
    7,
    'text',
    [],
    {},
    { left: form.left },
    { ...form, right: { ...form.right, prefix: 7 } },
  ]) {
    expect(readForm(other)).toBeNull();
  }
});
