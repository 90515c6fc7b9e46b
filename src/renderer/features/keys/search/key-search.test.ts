import { expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import type { KeySearchHit, KeySearchNotice, KeySearchRequest } from '../../../../contract/search.ts';
import { aConnection } from '../../../testing/memory-keyspace.ts';
import { fedStream, scriptedApi } from '../../../testing/scripted-api.ts';
import { bytesOf, utf8Of } from '../../../ui/byte-text.ts';
import { type AskedSearch, KeySearch } from './key-search.ts';
import { elsewhereOf, progressOf, skippedOf } from './search-words.ts';

const asked: AskedSearch = {
  source: liveKeys(aConnection),
  prefix: bytesOf('/'),
  conditions: {
    name: { kind: 'substring', text: 'a', ignoresCase: true },
    value: null,
    lease: null,
    modRevision: null,
    createRevision: null,
  },
};

const hit = (key: string): KeySearchHit => ({
  key: { key: bytesOf(key), createRevision: 1, modRevision: 1, version: 1 },
  lease: null,
  bytes: null,
  excerpt: null,
});
const hits = (...keys: string[]): KeySearchNotice => ({ kind: 'hits', hits: keys.map(hit) });
const progress = (scanned: number, at: string, total: number | null = 10): KeySearchNotice => ({
  kind: 'progress',
  scanned,
  total,
  at: bytesOf(at),
  revision: 7,
});
const ended = (changes: Partial<Extract<KeySearchNotice, { kind: 'ended' }>> = {}): KeySearchNotice => ({
  kind: 'ended',
  reason: 'complete',
  scanned: 10,
  skippedValues: 0,
  costlyValues: 0,
  next: null,
  revision: 7,
  ...changes,
});

function aSearch() {
  const stream = fedStream<KeySearchNotice>();
  /** What it goes on with. */
  const rest = fedStream<KeySearchNotice>();
  const requests: KeySearchRequest[] = [];
  const api = scriptedApi({
    keys: {
      search: (request, options) => {
        requests.push(request);
        return (requests.length === 1 ? stream : rest).open(options?.signal);
      },
    },
  });
  const search = new KeySearch(api);
  const state = () => {
    const now = search.state.get();
    if (now === null) throw new Error('nothing is looked for');
    return now;
  };
  const found = (): readonly (string | null)[] => state().hits.map(({ meta }) => utf8Of(meta.key));
  return { search, stream, rest, requests, state, found };
}

it('says what it found and how far it is, and is complete only at the end', async () => {
  const { search, stream, state, found } = aSearch();
  search.start(asked);
  stream.push(hits('/a'), progress(4, '/c'));
  await vi.waitFor(() => expect(progressOf(state())).toBe('1 hit so far, scanned 4 of 10 keys.'));
  expect(state().phase).toBe('running');
  stream.push(hits('/za'), ended({ skippedValues: 2, costlyValues: 1 }));
  stream.end();
  await vi.waitFor(() => expect(state().phase).toBe('complete'));
  expect(found()).toEqual(['/a', '/za']);
  expect(progressOf(state())).toBe('2 hits, scanned 10 of 10 keys.');
  expect(skippedOf(state())).toMatch(/^2 values could not be looked into: .*, and 1 too costly to decode\.$/);
});

it('stops at the source, goes on from where it was, at the same revision, and repeats no hit', async () => {
  const { search, stream, rest, requests, state, found } = aSearch();
  search.start(asked);
  stream.push(progress(4, '/c'), hits('/d'));
  await vi.waitFor(() => expect(found()).toEqual(['/d']));
  search.stop();
  expect(stream.stopped()).toBe(1);
  expect(state().phase).toBe('stopped');
  search.goOn();
  expect(requests[1]).toMatchObject({ after: bytesOf('/c'), source: { revision: 7 } });
  rest.push(hits('/d', '/e'), progress(3, '/g', 6), ended({ scanned: 6 }));
  rest.end();
  await vi.waitFor(() => expect(state().phase).toBe('complete'));
  expect(found()).toEqual(['/d', '/e']);
  expect(state()).toMatchObject({ scanned: 10, total: 10 });
});

it('says where hits are from when the screen shows something else by now', () => {
  const { search, state } = aSearch();
  search.start(asked);
  expect(elsewhereOf(state(), { prefix: bytesOf('/'), revision: null })).toBe('');
  expect(elsewhereOf(state(), { prefix: bytesOf('/a/'), revision: 7 })).toBe('Found beneath /, as they are now.');
  search.start({ ...asked, prefix: new Uint8Array(), source: liveKeys(aConnection, 1_234) });
  expect(elsewhereOf(state(), { prefix: bytesOf('/'), revision: null })).toBe(
    'Found among all keys, at revision 1,234.',
  );
});

it('finds more where the limit ended it', async () => {
  const { search, stream, requests, state } = aSearch();
  search.start(asked);
  stream.push(hits('/a'), ended({ reason: 'limit', scanned: 3, next: bytesOf('/a') }));
  stream.end();
  await vi.waitFor(() => expect(state().phase).toBe('limit'));
  search.goOn();
  expect(requests[1]).toMatchObject({ after: bytesOf('/a') });
  expect(state().phase).toBe('running');
});

it('keeps what it found when it fails, and forgets it when something else is looked for', async () => {
  const { search, stream, state, found } = aSearch();
  search.start(asked);
  stream.push(hits('/a'), progress(1, '/a'));
  stream.fail(new EtcdeckError({ code: 'Compacted', message: 'compacted' }));
  await vi.waitFor(() => expect(state().phase).toBe('failed'));
  expect(found()).toEqual(['/a']);
  expect(state().failure?.code).toBe('Compacted');
  search.start({ ...asked, prefix: bytesOf('/b') });
  expect(state()).toMatchObject({ phase: 'running', hits: [], failure: null, revision: null });
});
