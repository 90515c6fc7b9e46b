import type { Abort, CallOptions } from '../../../contract/abort.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabFrame } from '../../../contract/lab/frames.ts';
import type { LabWriteNotice } from '../../../contract/lab/writes.ts';
import type { LabNotice } from '../../../contract/lab.ts';
import type { LabWorld } from '../lab-world.ts';

/** A put of one key, sent through one member. */
export interface ObservedPut {
  /** The name of the member that it is sent through. */
  readonly via: string;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/** A notice that stands until the next of its kind. */
export type StandingNotice = Extract<LabNotice, { readonly kind: 'lab' | 'check' }>;

/** What is observed of one running lab. */
export interface LabObserver {
  /**
   * Yields the standing notices, then the kept events and frames in chunks, then what comes. Ends when the lab stops. A
   * slow consumer gets larger chunks; one that is behind by more than is kept finds the gap in `seq`.
   */
  follow(signal?: Abort): AsyncIterable<LabNotice>;
  /** Sets a standing notice: those who follow get it now, later ones at first. */
  show(notice: StandingNotice): void;
  /** Does `LabApi.write`. */
  write(put: ObservedPut, options?: CallOptions): AsyncIterable<LabWriteNotice>;
  /** The newest frame; `null` before the first one. */
  latestFrame(): LabFrame | null;
  /** The kept events whose `seq` is larger, oldest first. */
  eventsAfter(seq: number): readonly LabEvent[];
  /** Calls with each new event; returns how to stop. */
  onEvent(listener: (event: LabEvent) => void): () => void;
  /** Ends the polls, and every follower. The end of the world does so too. */
  close(): void;
}

/** Observes a lab from now on: its members' answers, their logs, the messages between them, and what the lab does. */
export function observeLab(_world: LabWorld): LabObserver {
  throw new EtcdeckError({ code: 'SandboxFailed', message: 'labs cannot be observed yet' });
}
