import type { LabExperiment, LabExperimentNotice } from '../../../contract/lab/experiments.ts';
import { Queue } from '../../streams/queue.ts';
import { compaction } from './compaction.ts';
import { defragmentStalls } from './defragment-stalls.ts';
import type { Conclusion, ExperimentLab } from './experiment-lab.ts';
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

/**
 * Carries out an experiment on a lab's members, and takes back what it did, however it ends: the stream ends after that. A
 * compaction stays. Fails with `LabActRefused` where the lab has too few members, or does not work.
 */
export async function* runExperiment(
  lab: ExperimentLab,
  experiment: LabExperiment,
  signal: AbortSignal,
): AsyncGenerator<LabExperimentNotice, void> {
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
  try {
    yield* queue;
  } finally {
    stop.abort();
    await working;
  }
}
