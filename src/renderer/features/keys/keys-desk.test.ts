import { afterEach, describe, expect, it, vi } from 'vitest';
import { EtcdError } from '../../../contract/failure.ts';
import type { LeaseId } from '../../../contract/ids.ts';
import { aConnection, MemoryKeyspace } from '../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { bytesOf, toHex, utf8Of } from '../../ui/byte-text.ts';
import type { LeaseChoice } from './guarded-writes.ts';
import { readFromOneMember } from './key-source-choice.ts';
import { KeysDesk } from './keys-desk.ts';
import { isDirty, isGone, shownText } from './open-key.ts';

const a = toHex(bytesOf('/a'));
const desks: KeysDesk[] = [];

afterEach(() => {
  for (const desk of desks.splice(0)) desk.sleep();
});

/** Nothing here takes a plan. */
const apiOf = (keyspace: MemoryKeyspace) => scriptedApi(keyspace.api);

async function aDesk(keyspace: MemoryKeyspace) {
  const desk = new KeysDesk(apiOf(keyspace), aConnection);
  desks.push(desk);
  desk.wake();
  desk.open(bytesOf('/a'));
  await vi.waitFor(() => expect(desk.tab(a)?.phase).toBe('ready'));
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
  const tab = () => {
    const open = desk.tab(a);
    if (open === undefined) throw new Error('the tab is closed');
    return open;
  };
  return { desk, tab };
}

function aKeyspace(): MemoryKeyspace {
  const keyspace = new MemoryKeyspace();
  keyspace.put('/a', 'one');
  keyspace.put('/b', 'two');
  return keyspace;
}

const valueIn = (keyspace: MemoryKeyspace, key = '/a'): string | null => {
  const entry = keyspace.get(key);
  return entry === undefined ? null : utf8Of(entry.value);
};

async function save(desk: KeysDesk, lease: LeaseChoice = 'keep') {
  const encoded = await desk.encode(a);
  if (encoded === null) throw new Error('the edit cannot be encoded');
  return desk.save(a, encoded, lease);
}

describe('KeysDesk', () => {
  it('saves an edit and tells of it', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    const told = vi.fn();
    desk.onDidWrite(told);
    desk.edit(a, 'edited');
    expect(await save(desk)).toMatchObject({ kind: 'done', revision: 4, wasAnswerLost: false });
    expect(valueIn(keyspace)).toBe('edited');
    expect(isDirty(tab())).toBe(false);
    expect(told.mock.calls[0]?.[0]).toMatchObject({ modRevision: 4, meta: { modRevision: 4, version: 2 } });
    expect(told.mock.calls[0]?.[0].meta).not.toHaveProperty('value');
  });

  it('never writes over what it has not shown', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    expect(await save(desk)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('theirs');
    expect(tab().theirs?.read?.entry.value).toEqual(bytesOf('theirs'));
    expect(shownText(tab())).toBe('mine');

    keyspace.put('/a', 'theirs again');
    expect(await desk.overwrite(a)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('theirs again');
    expect((await desk.overwrite(a))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('mine');
  });

  it('leaves both versions where overwriting was refused', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    await vi.waitFor(() => expect(tab().theirs).not.toBeNull());
    keyspace.failing.set('put', new EtcdError({ code: 'NoSpace', message: 'full' }));
    expect(await desk.overwrite(a)).toMatchObject({ kind: 'failed', failure: { code: 'NoSpace' } });
    expect(tab().base?.entry.value).toEqual(bytesOf('one'));
    expect(tab().theirs?.read?.entry.value).toEqual(bytesOf('theirs'));
    expect((await desk.overwrite(a))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('mine');
  });

  it('hears of somebody else’s change and of a deletion', async () => {
    const keyspace = aKeyspace();
    const { tab } = await aDesk(keyspace);
    keyspace.put('/a', 'theirs');
    await vi.waitFor(() => expect(shownText(tab())).toBe('theirs'));
    keyspace.delete('/a');
    await vi.waitFor(() => expect(isGone(tab())).toBe(true));
    expect(shownText(tab())).toBe('theirs');
  });

  it('reads again what a write has come to when its answer was lost', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, 'mine');
    keyspace.isAnswerLost = true;
    expect(await save(desk)).toMatchObject({ kind: 'done', wasAnswerLost: true });
    expect(isDirty(tab())).toBe(false);

    desk.edit(a, 'mine too');
    keyspace.failing.set('put', new EtcdError({ code: 'OutcomeUnknown', message: 'lost' }));
    expect(await save(desk)).toMatchObject({ kind: 'unknown', journalEntry: null, mayStillHappen: true });
    expect(shownText(tab())).toBe('mine too');
    expect(tab().isSaving).toBe(false);
  });

  it('knows no more of a lost write than core does', async () => {
    const keyspace = aKeyspace();
    const { desk } = await aDesk(keyspace);
    const entry = keyspace.get('/a');
    if (entry === undefined) throw new Error('no key');
    const detail = { journalEntry: 'j1', mayStillHappen: 0 };
    keyspace.failing.set('delete', new EtcdError({ code: 'OutcomeUnknown', message: 'lost', detail }));
    expect(await desk.remove(entry)).toMatchObject({ kind: 'unknown', journalEntry: 'j1', mayStillHappen: false });
    keyspace.put('/a', 'theirs');
    desk.edit(a, 'mine');
    keyspace.failing.set('put', new EtcdError({ code: 'OutcomeUnknown', message: 'lost' }));
    expect(await save(desk)).toMatchObject({ kind: 'unknown' });
  });

  it('keeps an edit that was refused', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, 'mine');
    keyspace.failing.set('put', new EtcdError({ code: 'NoSpace', message: 'full' }));
    expect(await save(desk)).toMatchObject({ kind: 'failed', failure: { code: 'NoSpace' } });
    expect(shownText(tab())).toBe('mine');
    expect(tab().isSaving).toBe(false);
  });

  it('deletes what was seen, and nothing newer', async () => {
    const keyspace = aKeyspace();
    const { desk } = await aDesk(keyspace);
    const seenEntry = keyspace.get('/a');
    if (seenEntry === undefined) throw new Error('no key');
    keyspace.put('/a', 'newer');
    expect(await desk.remove(seenEntry)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('newer');
    const now = keyspace.get('/a');
    if (now === undefined) throw new Error('no key');
    expect((await desk.remove(now)).kind).toBe('done');
    expect(valueIn(keyspace)).toBeNull();
    expect(desk.store.get().tabs).toEqual([]);
    expect((await desk.create(bytesOf('/a'), now.value, null)).kind).toBe('done');
    expect(await desk.create(bytesOf('/a'), now.value, null)).toMatchObject({ kind: 'conflict' });
  });

  it('asks for nothing while its screen is away, and catches up when it is back', async () => {
    const keyspace = aKeyspace();
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, 'mine');
    desk.sleep();
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
    keyspace.put('/a', 'theirs');
    desk.wake();
    await vi.waitFor(() => expect(tab().theirs?.read?.entry.modRevision).toBe(keyspace.revision));
    expect(shownText(tab())).toBe('mine');
  });

  it('reads a value in another way, and takes the edit along', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"n":1}');
    const { desk, tab } = await aDesk(keyspace);
    expect(shownText(tab())).toBe('{\n  "n": 1\n}');
    desk.edit(a, '{\n  "n": 2\n}');
    await desk.turn(a, { codec: 'text' });
    expect(shownText(tab())).toBe('{"n":2}');
    await desk.turn(a, { codec: 'json' });
    expect(shownText(tab())).toBe('{\n  "n": 2\n}');
    expect((await save(desk))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('{"n":2}');
    await desk.turn(a, { codec: 'hex' });
    expect(shownText(tab())).toBe('7b 22 6e 22 3a 32 7d');
  });

  it('says why an edit cannot be stored, and writes nothing', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"n":1}');
    const { desk, tab } = await aDesk(keyspace);
    desk.edit(a, '{\n  "n": \n}');
    expect(await desk.encode(a)).toBeNull();
    expect(tab().refusal?.code).toBe('ValueNotEncodable');
    await desk.turn(a, { codec: 'text' });
    expect(shownText(tab())).toBe('{\n  "n": \n}');
    expect(valueIn(keyspace)).toBe('{"n":1}');
  });

  it('covers secret data until it is revealed, and what comes after as well', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"kind":"Secret","data":"clear"}');
    const { desk, tab } = await aDesk(keyspace);
    expect(shownText(tab())).not.toContain('clear');
    keyspace.put('/a', '{"kind":"Secret","data":"clear too"}');
    await vi.waitFor(() => expect(tab().base?.entry.modRevision).toBe(keyspace.revision));
    expect(shownText(tab())).not.toContain('clear');
    desk.reveal(a, true);
    await vi.waitFor(() => expect(shownText(tab())).toContain('clear too'));
    keyspace.put('/a', '{"kind":"Secret","data":"clear as well"}');
    await vi.waitFor(() => expect(shownText(tab())).toContain('clear as well'));
    desk.reveal(a, false);
    await vi.waitFor(() => expect(shownText(tab())).not.toContain('clear'));
  });

  it('gives a key the lease that is chosen, and keeps the one it has', async () => {
    const keyspace = aKeyspace();
    // A lease's id as the contract has it.
    const lease = '694d7a5b0c3e1f02' as LeaseId;
    const { desk } = await aDesk(keyspace);
    desk.edit(a, 'leased');
    expect((await save(desk, lease))?.kind).toBe('done');
    expect(keyspace.get('/a')?.lease).toBe(lease);
    desk.edit(a, 'leased still');
    await save(desk);
    expect(keyspace.get('/a')?.lease).toBe(lease);
    desk.edit(a, 'free');
    await save(desk, null);
    expect(keyspace.get('/a')?.lease).toBeNull();
  });

  it('reads what one member has where that was chosen, and asks the leader what a conflict is about', async () => {
    const keyspace = aKeyspace();
    readFromOneMember(aConnection, true);
    const { desk } = await aDesk(keyspace);
    expect(keyspace.asked).toContain('get of one member');
    expect(keyspace.asked).not.toContain('get');
    desk.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    await save(desk);
    expect(keyspace.asked).toContain('get');
    readFromOneMember(aConnection, false);
  });

  it('puts tabs back and reads the one in front', async () => {
    const keyspace = aKeyspace();
    const desk = new KeysDesk(apiOf(keyspace), aConnection);
    desks.push(desk);
    desk.wake();
    const b = toHex(bytesOf('/b'));
    desk.restore([a, b, 'no hex'], b);
    await vi.waitFor(() => expect(desk.tab(b)?.phase).toBe('ready'));
    expect(desk.tab(a)?.phase).toBe('unread');
    desk.close(b);
    expect(desk.store.get().active).toBe(a);
    await vi.waitFor(() => expect(desk.tab(a)?.phase).toBe('ready'));
  });
});
