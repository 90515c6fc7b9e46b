import { useMemo } from 'react';
import { anyLab, showLabStart } from '../../../state/lab-start.ts';
import { useStorePart } from '../../../state/store.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { useLab } from '../use-lab.tsx';
import { Lessons } from './Lessons.tsx';
import type { LessonActs, LessonWorld } from './model/lesson-world.ts';

/** The lessons of the lab that is shown. They look at the present, wherever the timeline stands. */
export function LessonsPanel() {
  const model = useLab();
  const lab = useStorePart(model.view, (view) => view.lab);
  const frame = useStorePart(model.view, (view) => view.frame);
  const newest = useStorePart(model.view, ({ events }) => events);
  const writes = useStorePart(model.trials.store, (trials) => trials.writes);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list of events is one that grows.
  const events = useMemo(() => [...model.history.events], [model, newest]);
  const acts = useMemo(
    (): LessonActs => ({
      heal: () => void model.act({ kind: 'heal' }),
      reset: () => void model.reset(),
      startAnother: () => showLabStart(anyLab),
    }),
    [model],
  );
  const world = useMemo(
    (): LessonWorld | null => (lab === null ? null : { lab, frame, events, writes }),
    [lab, frame, events, writes],
  );
  if (world === null) return <LoadingRows label="Waiting for the lab" rows={6} />;
  return <Lessons world={world} acts={acts} />;
}
