import type { LabAct, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabInfo } from '../../contract/lab.ts';
import type { LabNews, LabWorld } from './lab-world.ts';

/** Takes a step of an act: a short sentence without a full stop. */
export type TellStep = (text: string) => void;

/** A running lab, as what follows, checks and experiments with it uses it. */
export interface RunningLab {
  readonly world: LabWorld;
  info(): LabInfo;
  records(): readonly LabActRecord[];
  /** Calls when `info` or `records` return something else; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Tells all that follow what a part of the lab has found out. */
  tell(news: LabNews): void;
  /** Does one act, after those that were asked for before. Fails as `LabApi.act`. */
  act(act: LabAct, tell: TellStep, signal: AbortSignal): Promise<LabActRecord>;
  /** Takes back one act. Fails as `LabApi.undo`. */
  undo(record: number, tell: TellStep, signal: AbortSignal): Promise<LabActRecord>;
}
