import { EtcdeckError } from '../../contract/failure.ts';
import type { LabApi } from '../../contract/lab.ts';

/** The labs of one host. */
export interface Lab {
  readonly api: LabApi;
  /** Stops every lab, including those still starting. */
  close(): Promise<void>;
}

/** Creates labs in `<settings folder>/sandboxes`. */
export function createLab(): Lab {
  const notYet = (): never => {
    throw new EtcdeckError({ code: 'SandboxFailed', message: 'labs cannot be started yet' });
  };
  return {
    api: {
      programs: async () => [],
      list: async () => [],
      start: notYet,
      stop: notYet,
      act: notYet,
      undo: notYet,
      reset: notYet,
      follow: notYet,
      write: notYet,
      experiment: notYet,
      check: notYet,
      runbook: notYet,
    },
    close: async () => undefined,
  };
}
