import type { LabAct } from '../../../contract/lab/acts.ts';
import type { LabCheck } from '../../../contract/lab/checking.ts';
import type { LabExperiment } from '../../../contract/lab/experiments.ts';
import type { LabMemberState } from '../../../contract/lab/frames.ts';
import type { LabWriteNotice } from '../../../contract/lab/writes.ts';

/** What a script waits for, for at most so many milliseconds. */
export type ScriptWait =
  /** Just so long. */
  | { readonly for: 'time' }
  /** A leader that a majority follows, or that there is none. */
  | { readonly for: 'leader'; readonly present: boolean }
  /** Every member that runs has applied what is committed now. */
  | { readonly for: 'level' }
  /** So many operations of the check that were answered, from now on. */
  | { readonly for: 'answered'; readonly count: number };

/** What a script says has to be so. */
export type ScriptExpectation =
  | { readonly of: 'leader'; readonly leader: boolean | string }
  | { readonly of: 'state'; readonly states: readonly (readonly [member: string, state: LabMemberState])[] }
  /** How the last write ended. */
  | { readonly of: 'write'; readonly outcome: (LabWriteNotice & { readonly kind: 'ended' })['outcome'] }
  | { readonly of: 'check'; readonly verdict: LabCheck['verdict'] }
  /** Whether the last experiment went as etcd promises. */
  | { readonly of: 'experiment'; readonly asPromised: boolean };

/** A step of a script. Members are named by their names, or as `leader`, `follower` or `follower-2` at that moment. */
export type ScriptStep =
  | { readonly kind: 'act'; readonly act: LabAct }
  /** Takes back the last act that can be. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'wait'; readonly wait: ScriptWait; readonly mostMs: number }
  | { readonly kind: 'write'; readonly key: string; readonly value: string; readonly via: string }
  | { readonly kind: 'check'; readonly run: boolean }
  | { readonly kind: 'experiment'; readonly experiment: LabExperiment }
  | { readonly kind: 'expect'; readonly expectation: ScriptExpectation };

/** A step with where it stands in its script, and in the script's words on one line. */
export interface PlacedStep {
  readonly line: number;
  readonly text: string;
  readonly step: ScriptStep;
}
