import type { LabCheck } from '../../../contract/lab/checking.ts';
import type { LabNews, LabWorld } from '../lab-world.ts';
import { runCheckClient } from './check-client.ts';
import { inconsistency } from './inconsistency.ts';
import { RegisterCheck } from './register-check.ts';

/** What the check uses of a lab. */
export interface CheckedLab {
  readonly world: Pick<LabWorld, 'members' | 'target' | 'closed'>;
  /** Tells all that follow what was found out. */
  tell(news: LabNews): void;
}

/** The client that checks the consistency of one lab. */
export interface LabChecker {
  now(): LabCheck;
  /** Calls when `now` returns something else; returns how to stop. */
  onChange(listener: () => void): () => void;
  /** Starts it anew, or stops it; what was seen stays until the next start. */
  run(isWanted: boolean): Promise<LabCheck>;
  /** Has it rest while work takes away what it has written, which no member is to blame for, and begin anew after that. */
  restFor(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

interface Run {
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** Creates the check of one lab, which does not run yet. It ends with the lab. */
export function createChecker(lab: CheckedLab): LabChecker {
  const listeners = new Set<() => void>();
  let check = new RegisterCheck();
  let tally = { answered: 0, unknown: 0, refused: 0 };
  let running: Run | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const now = (): LabCheck => ({
    isRunning: running !== null,
    ...tally,
    verdict: check.verdict,
    offending: check.offending,
  });
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const begin = (): void => {
    const own = new RegisterCheck();
    const counts = { answered: 0, unknown: 0, refused: 0 };
    const stop = new AbortController();
    const count = (what: keyof typeof counts): void => {
      counts[what] += 1;
      tally = { ...counts };
      changed();
    };
    const said = (): void => {
      if (own.offending !== null && !hasSaid) lab.tell({ kind: 'inconsistent', detail: inconsistency(own.offending) });
      hasSaid = own.offending !== null;
    };
    let hasSaid = false;
    check = own;
    tally = { ...counts };
    const ended = runCheckClient(
      lab.world,
      {
        called: (operation) => own.called(operation),
        answered: (operation, at, value) => {
          own.answered(operation, at, value);
          said();
          count('answered');
        },
        unanswered: (operation) => {
          own.unanswered(operation);
          count('unknown');
        },
        refused: (operation) => {
          own.refused(operation);
          said();
          count('refused');
        },
      },
      AbortSignal.any([stop.signal, lab.world.closed]),
    );
    running = { stop, ended };
  };
  const end = async (): Promise<void> => {
    running?.stop.abort();
    await running?.ended;
    running = null;
  };
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    await done;
  };

  return {
    now,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async run(isWanted) {
      await inTurn(async () => {
        await end();
        if (isWanted && !lab.world.closed.aborted) begin();
        changed();
      });
      return now();
    },
    async restFor(work) {
      await inTurn(async () => {
        const wasRunning = running !== null;
        await end();
        changed();
        try {
          await work();
        } finally {
          if (wasRunning && !lab.world.closed.aborted) begin();
          changed();
        }
      });
    },
    async close() {
      await turn;
      await end();
    },
  };
}
