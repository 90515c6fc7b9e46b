import type { LabExperiment, LabExperimentNotice } from '../../../contract/lab/experiments.ts';
import { Queue } from '../../streams/queue.ts';
import { compaction } from './compaction.ts';
import { defragmentStalls } from './defragment-stalls.ts';
import { type Conclusion, type ExperimentLab, notNow } from './experiment-lab.ts';
import { learnerCatchesUp } from './learner-catches-up.ts';
import { leaseAcrossElection } from './lease-across-election.ts';
import { reads } from './reads.ts';
import { Stage } from './stage.ts';
import { watchAcrossLeaderDeath } from './watch-across-leader-death.ts';

const experiments: Readonly<Record<LabExperiment, (stage: Stage) => Promise<Conclusion>>> = {
  reads,
  leaseAcrossElection,
  watchAcrossLeaderDeath,
  learnerCatchesUp,
  defragmentStalls,
  compaction,
};

/** The labs in which one is carried out: two at once would see each other's acts, and fail by them. */
const busy = new WeakSet<ExperimentLab>();

/**
 * Carries out an experiment on a lab's members, takes back its acts and deletes its keys, however it ends: the stream ends after
 * that. What a cluster never takes back stays. Fails with `LabActRefused` where the lab has too few members, does not work, or has an experiment already.
 */
export async function* runExperiment(
  lab: ExperimentLab,
  experiment: LabExperiment,
  signal: AbortSignal,
): AsyncGenerator<LabExperimentNotice, void> {
  if (busy.has(lab)) throw notNow('another experiment is carried out in this lab: wait until it has ended');
  const stop = new AbortController();
  const queue = new Queue<LabExperimentNotice>();
  const stage = new Stage(lab, AbortSignal.any([signal, stop.signal, lab.world.closed]), (notice) => queue.put(notice));
  const work = async (): Promise<void> => {
    try {
      const conclusion = await experiments[experiment](stage).finally(() => stage.close());
      queue.put({ kind: 'concluded', ...conclusion });
      queue.close();
    } catch (error) {
      queue.close(error);
    }
  };
  const working = work();
  busy.add(lab);
  try {
    yield* queue;
  } finally {
    stop.abort();
    await working;
    busy.delete(lab);
  }
}
