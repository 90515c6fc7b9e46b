import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ComparedKeys, CompareNotice, KeyDifference } from '../../contract/compare.ts';
import { liveKeys } from '../../contract/key-source.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { sourcesOf } from '../../testing/open-sources.ts';
import { seeded } from '../../testing/random.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { head, txnPuts } from '../etcd/kv.ts';
import { createCompare } from './create-compare.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');

let cluster: TestCluster;
let connection: TestConnection;

beforeAll(async () => {
  cluster = await startCluster();
  connection = openConnection(cluster.target());
});

afterAll(async () => {
  connection?.close();
  await cluster?.close();
});

const at = (prefix: string, revision: number | null = null): ComparedKeys => ({
  source: liveKeys(connection.id, revision),
  prefix: bytes(prefix),
});

async function compare(left: ComparedKeys, right: ComparedKeys, after: Uint8Array | null = null, limit = 10_000) {
  const notices: CompareNotice[] = [];
  const { compare } = createCompare(sourcesOf(connection.open), { holdsSecret: async () => false });
  for await (const notice of compare({ left, right, after, limit })) notices.push(notice);
  const ended = notices.at(-1);
  if (ended?.kind !== 'ended') throw new Error('the comparison did not end');
  const differences = notices.flatMap((notice) => (notice.kind === 'differences' ? notice.differences : []));
  return { notices, ended, shown: differences.map(shown), differences };
}

const shown = ({ kind, name }: KeyDifference): string => `${kind} ${text(name)}`;

const fill = async (entries: ReadonlyMap<string, string>): Promise<void> => {
  const all = [...entries].map(([key, value]) => ({ key: bytes(key), value: bytes(value) }));
  for (let from = 0; from < all.length; from += 128) await txnPuts(connection.client, all.slice(from, from + 128));
};

describe('two revisions of one prefix', () => {
  it('differ by what was written in between', async () => {
    await fill(new Map(['a', 'b', 'c', '\xff\x00'].map((name) => [`/past/${name}`, 'same'])));
    const { revision } = await head(connection.client);
    await put(connection.client, { key: bytes('/past/b'), value: bytes('same') });
    await deleteKey(connection.client, { key: bytes('/past/c') });
    await put(connection.client, { key: bytes('/past/d'), value: bytes('new') });
    const { notices, shown, ended, differences } = await compare(at('/past/', revision), at('/past/'));
    expect(notices[0]).toMatchObject({ kind: 'started', leftRevision: revision, rightRevision: revision + 3 });
    expect(shown).toEqual(['rewritten b', 'removed c', 'added d']);
    expect(ended.counts).toEqual({ added: 1, removed: 1, changed: 0, rewritten: 1, same: 2, notCovered: 0 });
    expect(ended.next).toBeNull();
    expect(differences[0]).toMatchObject({ left: { version: 1 }, right: { version: 2, key: bytes('/past/b') } });
    expect(differences[1]?.right).toBeNull();
    expect(differences[2]?.left).toBeNull();
  });

  it('differ by value, however many of the keys were rewritten and wherever they stand', async () => {
    const name = (n: number): string => `k${String(n).padStart(4, '0')}`;
    const all = new Map(Array.from({ length: 3_000 }, (_, n) => [`/again/${name(n)}`, `value ${n}`]));
    await fill(all);
    const { revision } = await head(connection.client);
    // A long run, and every seventh behind it.
    const isWritten = (n: number): boolean => n < 1_000 || n % 7 === 0;
    const isChanged = (n: number): boolean => isWritten(n) && n % 100 === 0;
    const again = [...all].filter((_, n) => isWritten(n));
    await fill(new Map(again.map(([key, value]) => [key, isChanged(Number(key.slice(8))) ? `${value}!` : value])));
    const numbers = Array.from({ length: 3_000 }, (_, n) => n);
    const expected = numbers.filter(isWritten).map((n) => `${isChanged(n) ? 'changed' : 'rewritten'} ${name(n)}`);
    const { shown, ended } = await compare(at('/again/', revision), at('/again/'));
    expect(shown).toEqual(expected);
    const changed = numbers.filter(isChanged).length;
    const rewritten = expected.length - changed;
    expect(ended.counts).toEqual({
      added: 0,
      removed: 0,
      changed,
      rewritten,
      same: 3_000 - expected.length,
      notCovered: 0,
    });
    // Keys that were only rewritten never end it, and as many of them are listed as of others.
    const cut = await compare(at('/again/', revision), at('/again/'), null, changed);
    expect(cut.ended.counts).toMatchObject({ changed });
    expect(cut.differences.filter(({ kind }) => kind === 'rewritten')).toHaveLength(changed);
  });

  it('say what a key is worth that came back: rewritten where its value is the old one', async () => {
    await fill(new Map([['/back/a', 'same']]));
    const { revision } = await head(connection.client);
    await deleteKey(connection.client, { key: bytes('/back/a') });
    await put(connection.client, { key: bytes('/back/a'), value: bytes('same') });
    expect((await compare(at('/back/', revision), at('/back/'))).shown).toEqual(['rewritten a']);
  });

  it('cannot be told apart where one is compacted', async () => {
    const { revision } = await put(connection.client, { key: bytes('/old/a'), value: bytes('1') });
    await put(connection.client, { key: bytes('/old/a'), value: bytes('2') });
    await cluster.etcdctl('compact', String(revision + 1));
    await expect(compare(at('/old/', revision), at('/old/'))).rejects.toMatchObject({ code: 'Compacted' });
  });
});

describe('two prefixes', () => {
  it('differ by value, size and name', async () => {
    await fill(
      new Map([
        ['/left/same', 'v'],
        ['/left/size', 'v'],
        ['/left/value', 'v'],
        ['/left/gone', 'v'],
        ['/left/', 'the empty name'],
        ['/righter/same', 'v'],
        ['/righter/size', 'vv'],
        ['/righter/value', 'w'],
        ['/righter/new', 'v'],
        ['/righter/', 'the empty name'],
      ]),
    );
    const { shown, ended } = await compare(at('/left/'), at('/righter/'));
    expect(shown).toEqual(['removed gone', 'added new', 'changed size', 'changed value']);
    expect(ended.counts).toEqual({ added: 1, removed: 1, changed: 2, rewritten: 0, same: 2, notCovered: 0 });
  });

  it('are compared as two maps would be, whole and in parts', async () => {
    const random = seeded(20_261_121);
    const sides = ['/one/', '/two/'].map((prefix) => {
      const names = Array.from({ length: 3_000 }, () => `k${random.between(0, 5_000)}`);
      return new Map(names.map((name) => [`${prefix}${name}`, 'v'.repeat(random.between(0, 2))]));
    });
    for (const side of sides) await fill(side);
    const [one = new Map<string, string>(), two = new Map<string, string>()] = sides;
    const names = [...new Set([...one.keys(), ...two.keys()].map((key) => key.slice(5)))].sort();
    const expected = names.flatMap((name) => {
      const [a, b] = [one.get(`/one/${name}`), two.get(`/two/${name}`)];
      if (a === b) return [];
      return [`${a === undefined ? 'added' : b === undefined ? 'removed' : 'changed'} ${name}`];
    });
    const whole = await compare(at('/one/'), at('/two/'));
    expect(whole.shown).toEqual(expected);
    const parts: string[] = [];
    for (let after: Uint8Array | null = null, isComplete = false; !isComplete; ) {
      const { shown, ended } = await compare(at('/one/'), at('/two/'), after, 500);
      parts.push(...shown);
      after = ended.next;
      isComplete = after === null;
    }
    expect(parts).toEqual(expected);
  });

  it('may be empty', async () => {
    expect((await compare(at('/none/'), at('/nothing/'))).ended.counts).toEqual({
      added: 0,
      removed: 0,
      changed: 0,
      rewritten: 0,
      same: 0,
      notCovered: 0,
    });
  });
});
