import { expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ExperimentLab } from './experiment-lab.ts';
import { runExperiment } from './run-experiment.ts';

/** A lab of one member that answers nobody: an experiment waits for it, for ten seconds. */
function silentLab(): ExperimentLab {
  const endpoint = 'http://127.0.0.1:1';
  const refused = () => Promise.reject(new EtcdeckError({ code: 'LabActRefused', message: 'it does no acts' }));
  return {
    world: {
      members: [{ name: 'm1', endpoint, peerURL: 'https://192.0.2.11:2380', version: '3.5.30', process: 'running' }],
      target: () => ({ endpoints: [endpoint], tls: null, user: null, password: null }),
      closed: new AbortController().signal,
    },
    info: () => ({ members: [] }),
    act: refused,
    undo: refused,
  };
}

it('is the only one in its lab until it has ended', async () => {
  const lab = silentLab();
  const [first, other] = [new AbortController(), new AbortController()];
  const reads = runExperiment(lab, 'reads', first.signal);
  const ended = reads.next().catch((error: unknown) => error);
  await expect(runExperiment(lab, 'compaction', other.signal).next()).rejects.toMatchObject({ code: 'LabActRefused' });
  first.abort();
  expect(await ended).toMatchObject({ code: 'Cancelled' });
  const next = runExperiment(lab, 'compaction', other.signal).next();
  other.abort();
  await expect(next).rejects.toMatchObject({ code: 'Cancelled' });
});
