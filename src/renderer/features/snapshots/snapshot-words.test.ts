import { expect, it } from 'vitest';
import { aCataloguedSnapshot, aVerdict } from '../../testing/snapshot-builders.ts';
import { catalogueSentence, rehearsalWords, rehearsedOn, troubles } from './snapshot-words.ts';

const gone = aCataloguedSnapshot({ file: '/a.db', isThere: false, checked: aVerdict(), at: 4 });
const unchecked = aCataloguedSnapshot({ file: '/b.db', at: 3 });
const proved = aCataloguedSnapshot({ file: '/c.db', checked: aVerdict(), at: 2 });

it('takes no file that names no cluster for a snapshot of this one', () => {
  const found = aCataloguedSnapshot({ file: '/d.db', origin: 'folder', clusterId: null, at: 9, checked: aVerdict() });
  expect(catalogueSentence([found, proved], null)).toMatchObject({ tone: 'ok', text: 'Last snapshot', at: 2 });
  expect(catalogueSentence([found], null)).toEqual({
    ...{ tone: 'bad', text: 'No snapshot of this cluster is known', at: null, after: '' },
    more: 'The file found in folders may be of any cluster. Save one now.',
  });
  expect(catalogueSentence([found, found], null)?.more).toMatch(/^The 2 files found in folders/);
});

it('calls a snapshot good only where something proves it, and prefers that one to a newer one', () => {
  expect(catalogueSentence([gone, unchecked, proved], null)).toMatchObject({
    ...{ tone: 'warn', text: 'Last good snapshot', at: 2, after: ', checked' },
  });
  expect(catalogueSentence([gone, unchecked], null)).toMatchObject({
    ...{ tone: 'warn', text: 'Last snapshot that may be good', at: 3, after: ', not checked yet' },
  });
  // The newest says what would be lost, proved or not.
  expect(catalogueSentence([unchecked, proved], null)).toMatchObject({ text: 'Last snapshot', at: 3 });
});

it('says why a rehearsal did not end, in a sentence of its own', () => {
  const failure = { code: 'DiskFull', message: '', retry: false } as const;
  const rehearsed = { at: 0, served: false, etcdVersion: null, failure };
  expect(troubles(aCataloguedSnapshot({ rehearsed }))).toEqual(['The last rehearsal did not end. The disk is full.']);
});

it('holds a member that started too slowly against no snapshot', () => {
  const failure = { code: 'DeadlineExceeded', message: 'late', operation: 'restores.rehearse', retry: true } as const;
  const rehearsed = { at: 0, served: false, etcdVersion: '3.5.30', failure };
  expect(rehearsalWords(rehearsed)).toEqual({ tone: 'neutral', text: 'not rehearsed' });
  expect(rehearsedOn(rehearsed)).toMatch(/^Tried on .+, by etcd 3\.5\.30$/);
  expect(rehearsedOn({ ...rehearsed, served: true, failure: null })).toMatch(/^Restored and served on .+, by etcd/);
  const said = ['Not rehearsed: the member did not start in time.'];
  expect(troubles(aCataloguedSnapshot({ rehearsed }))).toEqual(said);
});

it('claims nothing of a cluster whose known revision is older than the snapshot', () => {
  const saved = aCataloguedSnapshot({ revision: 47, checked: aVerdict({ revision: 47 }) });
  expect(catalogueSentence([saved], 43)?.more).toBe('Restoring it loses what was written since.');
});
