import { EtcdeckError } from '../../contract/failure.ts';
import type { LabCheck } from '../../contract/lab/checking.ts';
import type { LabParts } from './running-lab.ts';

const notYet = (what: string): never => {
  throw new EtcdeckError({ code: 'SandboxFailed', message: `${what} is not there yet` });
};

const nothingSeen: LabCheck = {
  isRunning: false,
  ...{ answered: 0, unknown: 0, refused: 0 },
  ...{ verdict: 'undecided', offending: null },
};

/** The parts of every lab. */
export const labParts: LabParts = {
  checker: () => ({
    now: () => nothingSeen,
    onChange: () => () => undefined,
    run: () => notYet('the check'),
    close: async () => undefined,
  }),
  observer: (lab, checker) => ({
    events: () => [],
    async *follow(signal) {
      yield { kind: 'lab', lab: lab.info(), acts: lab.records() };
      yield { kind: 'check', check: checker.now() };
      const ended = AbortSignal.any([signal, lab.world.closed]);
      await new Promise<void>((resolve) => {
        if (ended.aborted) resolve();
        ended.addEventListener('abort', () => resolve(), { once: true });
      });
    },
    write: () => notYet('a write’s path'),
    close: () => undefined,
  }),
  experiment: () => notYet('an experiment'),
  runbook: () => notYet('the runbook'),
};
