import { monitorEventLoopDelay } from 'node:perf_hooks';
import { peakMB } from '../peak-memory.mjs';
import { askOf, type Questions } from './questions.ts';

/** What the bench sends: a question of `Questions` by its name, and what it takes. */
export interface Asked {
  readonly name: keyof Questions;
  readonly argument: never;
}

/** What it gets back: the answer, and what answering did to this process. */
export interface Answered {
  readonly answer: unknown;
  readonly failure: string | null;
  /** The longest that the event loop stood still, in milliseconds. */
  readonly stallMs: number;
  /** The most memory that this process ever had, in MB. */
  readonly peakMB: number;
}

/** How often the event loop is looked at; what it measures is that long at rest. */
const resolutionMs = 1;
const questions = askOf(process.argv[2] ?? '');

process.on('message', async ({ name, argument }: Asked) => {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  let answer: unknown = null;
  let failure: string | null = null;
  try {
    answer = await questions[name](argument);
  } catch (error) {
    failure = String(error);
  }
  delay.disable();
  const stallMs = Math.max(0, delay.max / 1e6 - resolutionMs);
  const answered: Answered = {
    answer,
    failure,
    stallMs,
    peakMB: peakMB('self') ?? process.resourceUsage().maxRSS / 1024,
  };
  process.send?.(answered);
});
