import type { LabModel } from '../model/lab-model.ts';
import { isMarked } from './draw-timeline.ts';

/** The moves along a lab's line of time. */
export interface TimeTravel {
  /** By so many milliseconds from the moment shown; beyond the newest frame is now. */
  readonly step: (by: number) => void;
  readonly toEvent: (direction: -1 | 1) => void;
  readonly toOldest: () => void;
  readonly toNow: () => void;
  readonly pauseOrGoOn: () => void;
  readonly to: (at: number) => void;
}

export function timeTravel(model: LabModel): TimeTravel {
  const { history } = model;
  const newest = (): number => history.newest?.at ?? 0;
  const shown = (): number => model.desk.get().at ?? newest();
  const to = (at: number): void => model.showMoment(at >= newest() ? null : at);
  return {
    to,
    step: (by) => to(shown() + by),
    toEvent(direction) {
      const marks = history.events.filter(isMarked);
      const from = shown();
      const found = direction === 1 ? marks.find(({ at }) => at > from + 1) : marks.findLast(({ at }) => at < from - 1);
      if (found !== undefined) model.showMoment(found.at);
      else if (direction === 1) model.showMoment(null);
    },
    toOldest: () => model.showMoment(history.oldest?.at ?? null),
    toNow: () => model.showMoment(null),
    pauseOrGoOn: () => (model.desk.get().at === null ? model.pause() : model.showMoment(null)),
  };
}
