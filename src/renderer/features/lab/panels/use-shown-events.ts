import { useMemo } from 'react';
import type { LabEvent } from '../../../../contract/lab/events.ts';
import { useStorePart } from '../../../state/store.ts';
import { useLab } from '../use-lab.tsx';

/** The events up to the moment that is shown. */
export function useShownEvents(): readonly LabEvent[] {
  const model = useLab();
  const count = useStorePart(model.view, ({ events }) => events);
  const at = useStorePart(model.desk, (desk) => desk.at);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history is one list that grows; the count says that it did.
  return useMemo(
    () => (at === null ? [...model.history.events] : model.history.events.filter((event) => event.at <= at)),
    [model.history, count, at],
  );
}
