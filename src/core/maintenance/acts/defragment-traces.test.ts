import { expect, it } from 'vitest';
import { type DefragmentTraces, defragmentShown } from './defragment-traces.ts';

type Figures = NonNullable<DefragmentTraces['figures']>;
const figures = (more: Partial<Figures> = {}): Figures => ({
  ...{ isDefragmenting: false, defragmentations: 2, startedAt: 100 },
  ...more,
});
const before: DefragmentTraces = { figures: figures(), dbSize: 1_000 };

it.each<[string, DefragmentTraces, DefragmentTraces, ReturnType<typeof defragmentShown>]>([
  ['one more has ended', before, { figures: figures({ defragmentations: 3 }), dbSize: 1_000 }, 'done'],
  [
    'one more has ended, and it does not answer yet',
    before,
    { figures: figures({ defragmentations: 3 }), dbSize: null },
    'done',
  ],
  ['it runs', before, { figures: figures({ isDefragmenting: true }), dbSize: null }, 'running'],
  ['it runs and answers', before, { figures: figures({ isDefragmenting: true }), dbSize: 900 }, 'running'],
  ['the file is smaller', { figures: null, dbSize: 1_000 }, { figures: null, dbSize: 999 }, 'done'],
  ['the file is as it was', before, { figures: figures(), dbSize: 1_000 }, 'open'],
  ['the file has grown', { figures: null, dbSize: 1_000 }, { figures: null, dbSize: 1_001 }, 'open'],
  ['the size before is not known', { figures: null, dbSize: null }, { figures: null, dbSize: 1 }, 'open'],
  ['nothing answers', before, { figures: null, dbSize: null }, 'silent'],
  ['only the metrics answer', before, { figures: figures(), dbSize: null }, 'silent'],
  [
    'the process is another',
    before,
    { figures: figures({ startedAt: 200, defragmentations: 9 }), dbSize: 1_000 },
    'open',
  ],
  [
    'its metrics were not read before',
    { figures: null, dbSize: 1_000 },
    { figures: figures({ defragmentations: 9 }), dbSize: 1_000 },
    'open',
  ],
])('where %s', (_, then, now, shown) => expect(defragmentShown(then, now)).toBe(shown));
