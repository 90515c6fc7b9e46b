import type { LabAct, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabCheck } from '../../contract/lab/checking.ts';
import type { LabEvent } from '../../contract/lab/events.ts';
import type { LabExperiment, LabExperimentNotice } from '../../contract/lab/experiments.ts';
import type { LabWriteNotice } from '../../contract/lab/writes.ts';
import type { LabInfo, LabNotice } from '../../contract/lab.ts';
import type { RunbookStep } from '../../contract/recovery.ts';
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

/** What watches one lab as long as it runs, whether or not anybody follows it. */
export interface LabObserver {
  /** Returns the events that are kept, in their order. */
  events(): readonly LabEvent[];
  /** As `LabApi.follow`. */
  follow(signal: AbortSignal): AsyncGenerator<LabNotice, void>;
  /** As `LabApi.write`. */
  write(
    request: { readonly via: string; readonly key: Uint8Array; readonly value: Uint8Array },
    signal: AbortSignal,
  ): AsyncGenerator<LabWriteNotice, void>;
  close(): void;
}

/** The client that checks the consistency of one lab. */
export interface LabChecker {
  now(): LabCheck;
  /** Calls when `now` returns something else; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** As `LabApi.check`. */
  run(isWanted: boolean): Promise<LabCheck>;
  close(): Promise<void>;
}

/** What a lab is joined from beside its members and links. */
export interface LabParts {
  checker(lab: RunningLab): LabChecker;
  observer(lab: RunningLab, checker: LabChecker): LabObserver;
  /** As `LabApi.experiment`. */
  experiment(
    lab: RunningLab,
    observer: LabObserver,
    experiment: LabExperiment,
    signal: AbortSignal,
  ): AsyncGenerator<LabExperimentNotice, void>;
  /** As `LabApi.runbook`. */
  runbook(lab: RunningLab, observer: LabObserver): readonly RunbookStep[];
}
