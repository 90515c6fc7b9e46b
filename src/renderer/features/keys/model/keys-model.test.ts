import { afterEach, describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { LeaseId } from '../../../../contract/ids.ts';
import { readFromOneMember } from '../../../parts/source/source-choice.ts';
import { aConnection, MemoryKeyspace } from '../../../testing/memory-keyspace.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf, toHex, utf8Of } from '../../../ui/byte-text.ts';
import type { LeaseChoice } from './guarded-writes.ts';
import { KeysModel } from './keys-model.ts';
import { isDirty, isGone, shownText } from './open-key.ts';

const a = toHex(bytesOf('/a'));
const models: KeysModel[] = [];

afterEach(() => {
  for (const model of models.splice(0)) model.sleep();
});

/** Nothing here takes a plan. */
const apiOf = (keyspace: MemoryKeyspace) => scriptedApi(keyspace.api);

async function aModel(keyspace: MemoryKeyspace) {
  const model = new KeysModel(apiOf(keyspace), aConnection);
  models.push(model);
  model.wake();
  model.open(bytesOf('/a'));
  await vi.waitFor(() => expect(model.tab(a)?.phase).toBe('ready'));
  await vi.waitFor(() => expect(keyspace.watchCount).toBe(1));
  const tab = () => {
    const open = model.tab(a);
    if (open === undefined) throw new Error('the tab is closed');
    return open;
  };
  return { model, tab };
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

async function save(model: KeysModel, lease: LeaseChoice = 'keep') {
  const encoded = await model.encode(a);
  if (encoded === null) throw new Error('the edit cannot be encoded');
  return model.save(a, encoded, lease);
}

describe('KeysModel', () => {
  it('saves an edit and tells of it', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    const told = vi.fn();
    model.onDidWrite(told);
    model.edit(a, 'edited');
    expect(await save(model)).toMatchObject({ kind: 'done', revision: 4, wasAnswerLost: false });
    expect(valueIn(keyspace)).toBe('edited');
    expect(isDirty(tab())).toBe(false);
    expect(told.mock.calls[0]?.[0]).toMatchObject({ modRevision: 4, meta: { modRevision: 4, version: 2 } });
    expect(told.mock.calls[0]?.[0].meta).not.toHaveProperty('value');
  });

  it('never writes over what it has not shown', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    model.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    expect(await save(model)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('theirs');
    expect(tab().theirs?.read?.entry.value).toEqual(bytesOf('theirs'));
    expect(shownText(tab())).toBe('mine');

    keyspace.put('/a', 'theirs again');
    expect(await model.overwrite(a)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('theirs again');
    expect((await model.overwrite(a))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('mine');
  });

  it('leaves both versions where overwriting was refused', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    model.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    await vi.waitFor(() => expect(tab().theirs).not.toBeNull());
    keyspace.failing.set('put', new EtcdeckError({ code: 'NoSpace', message: 'full' }));
    expect(await model.overwrite(a)).toMatchObject({ kind: 'failed', failure: { code: 'NoSpace' } });
    expect(tab().base?.entry.value).toEqual(bytesOf('one'));
    expect(tab().theirs?.read?.entry.value).toEqual(bytesOf('theirs'));
    expect((await model.overwrite(a))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('mine');
  });

  it('hears of somebody else’s change and of a deletion', async () => {
    const keyspace = aKeyspace();
    const { tab } = await aModel(keyspace);
    keyspace.put('/a', 'theirs');
    await vi.waitFor(() => expect(shownText(tab())).toBe('theirs'));
    keyspace.delete('/a');
    await vi.waitFor(() => expect(isGone(tab())).toBe(true));
    expect(shownText(tab())).toBe('theirs');
  });

  it('reads again what a write has come to when its answer was lost', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    model.edit(a, 'mine');
    keyspace.isAnswerLost = true;
    expect(await save(model)).toMatchObject({ kind: 'done', wasAnswerLost: true });
    expect(isDirty(tab())).toBe(false);

    model.edit(a, 'mine too');
    keyspace.failing.set('put', new EtcdeckError({ code: 'OutcomeUnknown', message: 'lost' }));
    expect(await save(model)).toMatchObject({ kind: 'unknown', journalEntry: null, mayStillHappen: true });
    expect(shownText(tab())).toBe('mine too');
    expect(tab().isSaving).toBe(false);
  });

  it('knows no more of a lost write than core does', async () => {
    const keyspace = aKeyspace();
    const { model } = await aModel(keyspace);
    const entry = keyspace.get('/a');
    if (entry === undefined) throw new Error('no key');
    const detail = { journalEntry: 'j1', mayStillHappen: 0 };
    keyspace.failing.set('delete', new EtcdeckError({ code: 'OutcomeUnknown', message: 'lost', detail }));
    expect(await model.remove(entry)).toMatchObject({ kind: 'unknown', journalEntry: 'j1', mayStillHappen: false });
    keyspace.put('/a', 'theirs');
    model.edit(a, 'mine');
    keyspace.failing.set('put', new EtcdeckError({ code: 'OutcomeUnknown', message: 'lost' }));
    expect(await save(model)).toMatchObject({ kind: 'unknown' });
  });

  it('keeps an edit that was refused', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    model.edit(a, 'mine');
    keyspace.failing.set('put', new EtcdeckError({ code: 'NoSpace', message: 'full' }));
    expect(await save(model)).toMatchObject({ kind: 'failed', failure: { code: 'NoSpace' } });
    expect(shownText(tab())).toBe('mine');
    expect(tab().isSaving).toBe(false);
  });

  it('deletes what was seen, and nothing newer', async () => {
    const keyspace = aKeyspace();
    const { model } = await aModel(keyspace);
    const seenEntry = keyspace.get('/a');
    if (seenEntry === undefined) throw new Error('no key');
    keyspace.put('/a', 'newer');
    expect(await model.remove(seenEntry)).toMatchObject({ kind: 'conflict' });
    expect(valueIn(keyspace)).toBe('newer');
    const now = keyspace.get('/a');
    if (now === undefined) throw new Error('no key');
    expect((await model.remove(now)).kind).toBe('done');
    expect(valueIn(keyspace)).toBeNull();
    expect(model.store.get().tabs).toEqual([]);
    expect((await model.create(bytesOf('/a'), now.value, null)).kind).toBe('done');
    expect(await model.create(bytesOf('/a'), now.value, null)).toMatchObject({ kind: 'conflict' });
  });

  it('asks for nothing while its screen is away, and catches up when it is back', async () => {
    const keyspace = aKeyspace();
    const { model, tab } = await aModel(keyspace);
    model.edit(a, 'mine');
    model.sleep();
    await vi.waitFor(() => expect(keyspace.watchCount).toBe(0));
    keyspace.put('/a', 'theirs');
    model.wake();
    await vi.waitFor(() => expect(tab().theirs?.read?.entry.modRevision).toBe(keyspace.revision));
    expect(shownText(tab())).toBe('mine');
  });

  it('reads a value in another way, and takes the edit along', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"n":1}');
    const { model, tab } = await aModel(keyspace);
    expect(shownText(tab())).toBe('{\n  "n": 1\n}');
    model.edit(a, '{\n  "n": 2\n}');
    await model.turn(a, { codec: 'text' });
    expect(shownText(tab())).toBe('{"n":2}');
    await model.turn(a, { codec: 'json' });
    expect(shownText(tab())).toBe('{\n  "n": 2\n}');
    expect((await save(model))?.kind).toBe('done');
    expect(valueIn(keyspace)).toBe('{"n":2}');
    await model.turn(a, { codec: 'hex' });
    expect(shownText(tab())).toBe('7b 22 6e 22 3a 32 7d');
  });

  it('says why an edit cannot be stored, and writes nothing', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"n":1}');
    const { model, tab } = await aModel(keyspace);
    model.edit(a, '{\n  "n": \n}');
    expect(await model.encode(a)).toBeNull();
    expect(tab().refusal?.code).toBe('ValueNotEncodable');
    await model.turn(a, { codec: 'text' });
    expect(shownText(tab())).toBe('{\n  "n": \n}');
    expect(valueIn(keyspace)).toBe('{"n":1}');
  });

  it('covers secret data until it is revealed, and what comes after as well', async () => {
    const keyspace = aKeyspace();
    keyspace.put('/a', '{"kind":"Secret","data":"clear"}');
    const { model, tab } = await aModel(keyspace);
    expect(shownText(tab())).not.toContain('clear');
    keyspace.put('/a', '{"kind":"Secret","data":"clear too"}');
    await vi.waitFor(() => expect(tab().base?.entry.modRevision).toBe(keyspace.revision));
    expect(shownText(tab())).not.toContain('clear');
    model.reveal(a, true);
    await vi.waitFor(() => expect(shownText(tab())).toContain('clear too'));
    keyspace.put('/a', '{"kind":"Secret","data":"clear as well"}');
    await vi.waitFor(() => expect(shownText(tab())).toContain('clear as well'));
    model.reveal(a, false);
    await vi.waitFor(() => expect(shownText(tab())).not.toContain('clear'));
  });

  it('gives a key the lease that is chosen, and keeps the one it has', async () => {
    const keyspace = aKeyspace();
    // A lease's id as the contract has it.
    const lease = '694d7a5b0c3e1f02' as LeaseId;
    const { model } = await aModel(keyspace);
    model.edit(a, 'leased');
    expect((await save(model, lease))?.kind).toBe('done');
    expect(keyspace.get('/a')?.lease).toBe(lease);
    model.edit(a, 'leased still');
    await save(model);
    expect(keyspace.get('/a')?.lease).toBe(lease);
    model.edit(a, 'free');
    await save(model, null);
    expect(keyspace.get('/a')?.lease).toBeNull();
  });

  it('reads what one member has where that was chosen, and asks the leader what a conflict is about', async () => {
    const keyspace = aKeyspace();
    readFromOneMember(aConnection, true);
    const { model } = await aModel(keyspace);
    expect(keyspace.asked).toContain('get of one member');
    expect(keyspace.asked).not.toContain('get');
    model.edit(a, 'mine');
    keyspace.put('/a', 'theirs');
    await save(model);
    expect(keyspace.asked).toContain('get');
    readFromOneMember(aConnection, false);
  });

  it('puts tabs back and reads the one in front', async () => {
    const keyspace = aKeyspace();
    const model = new KeysModel(apiOf(keyspace), aConnection);
    models.push(model);
    model.wake();
    const b = toHex(bytesOf('/b'));
    model.restore([a, b, 'no hex'], b);
    await vi.waitFor(() => expect(model.tab(b)?.phase).toBe('ready'));
    expect(model.tab(a)?.phase).toBe('unread');
    model.close(b);
    expect(model.store.get().active).toBe(a);
    await vi.waitFor(() => expect(model.tab(a)?.phase).toBe('ready'));
  });
});
