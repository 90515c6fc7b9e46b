import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import { bundleKeys } from '../../../../contract/key-source.ts';
import { clearEndedTasks, tasks } from '../../../state/tasks.ts';
import { toasts } from '../../../state/toasts.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import { exportKeys } from './export-keys.ts';

afterEach(() => {
  clearEndedTasks();
  toasts.update(() => []);
});

it('says why nothing was exported, also where no list of tasks is in sight', async () => {
  const api = scriptedApi({
    bundles: {
      // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
      async *export() {
        throw new EtcdeckError({ code: 'FileNotWritable', message: 'no', detail: { file: '/root/keys.yaml' } });
      },
    },
  });
  const chosen = { kind: 'prefix', prefix: new Uint8Array() } as const;
  const form = { format: 'yaml', reveal: false, file: '/root/keys.yaml' } as const;
  exportKeys(api, bundleKeys('/home/ops/etcd-keys.yaml'), chosen, form);
  await vi.waitFor(() => expect(tasks.get()).toMatchObject([{ state: 'failed' }]));
  expect(toasts.get()).toMatchObject([
    { tone: 'bad', of: null, text: expect.stringMatching(/^Nothing was exported\./) },
  ]);
});
