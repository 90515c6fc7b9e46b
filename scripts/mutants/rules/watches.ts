import { change, etcd, integration, type Mutant } from '../mutant.ts';

const history = (bytes: number): string => `history of 5,000 revisions comes whole, cut after every ${bytes} bytes`;
// A cut before the first batch of a thousand revisions is whole, and one behind it.
const cutAtFirst = [5_000, 150_000].map(history);
const cutLater = [400_000, 800_000].map(history);
const live = 'live changes of 3,000 revisions come once each, through an outage and more cuts';

/** Rules of watches. */
export const watches: readonly Mutant[] = [
  {
    rule: 'a frozen member is noticed by the pings',
    changes: change('dial.ts', "'grpc.keepalive_time_ms': keepAliveMs,", ''),
    tests: integration('watch', 'of three members moves to another when its own freezes, and when its own dies'),
    patienceMs: 40_000,
  },
  {
    rule: 'a member without a leader ends the watches it has',
    changes: change('watch.ts', "{ hasleader: 'true' }", '{}'),
    tests: integration('watch', 'of a member without a leader reconnects rather than fall silent'),
  },
  {
    rule: 'a watch resumes behind its last event, not behind the header that came with it',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(response.header.revision) + 1;',
    ),
    tests: integration('watch', ...cutLater, live),
    patienceMs: 10_000,
  },
  {
    rule: 'a watch resumes behind its last event, not at it',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(last.kv.mod_revision);',
    ),
    tests: integration('watch', ...cutLater),
    patienceMs: 10_000,
  },
  {
    rule: 'a resumed watch does not begin at what is now',
    changes: change('watch.ts', 'position.next ??= ', 'position.next = '),
    tests: integration('watch', ...cutAtFirst, live),
    patienceMs: 10_000,
  },
  {
    rule: 'random cuts show a watch that resumes behind the header',
    changes: change(
      'watch.ts',
      'position.next = toNumber(last.kv.mod_revision) + 1;',
      'position.next = toNumber(response.header.revision) + 1;',
    ),
    tests: {
      project: 'soak',
      file: etcd('watch.soak.test.ts'),
      names: ['over many seeded runs of random cuts a watch loses nothing and repeats nothing'],
    },
    patienceMs: 120_000,
  },
  {
    rule: 'a large answer comes in fragments',
    changes: change('watch.ts', 'fragment: true,', 'fragment: false,'),
    tests: integration('watch', 'takes answers beyond 4 MB in fragments, and keeps those that came before a cut'),
  },
  {
    rule: 'a revision is given whole or not at all',
    changes: change('watch-events.ts', 'if (!isFragment) return', 'if (isFragment !== null) return'),
    tests: integration('watch', 'live changes of many keys in one revision are never split by a cut'),
  },
  {
    rule: 'a compaction is told with its revision',
    changes: change(
      'watch.ts',
      "if (response.compact_revision !== '0') {",
      "if (response.compact_revision === 'never') {",
    ),
    tests: integration(
      'watch',
      'a compaction while away ends the watch, and says up to where',
      'a compaction before the start revision does too',
    ),
  },
  {
    rule: 'a quiet watch learns how far it is',
    changes: change('watch.ts', 'progress_notify: true,', 'progress_notify: false,'),
    tests: integration('watch', 'a compaction costs a quiet watch nothing, where the member told that it was level'),
  },
  {
    rule: 'a refused watch fails',
    changes: change(
      'watch.ts',
      'if (!response.canceled) return null;',
      'if (!response.canceled || response.created) return null;',
    ),
    tests: integration('watch', 'that is refused fails, and the others live on'),
  },
];
