import { useCallback } from 'react';
import { liveKeys } from '../../../../contract/key-source.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { useStore } from '../../../state/store.ts';
import { cancelTask, lastTask, startTask, type Task, tasks } from '../../../state/tasks.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import { look } from '../model/kubernetes-model.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';

/** Makes a report of a registry, as a task that outlives the screen. */
export function useReport(registry: Uint8Array): {
  readonly start: () => void;
  /** The last one of this registry, running or ended. */
  readonly task: Task | null;
  readonly cancel: () => void;
} {
  const api = useApi();
  const { id, profile } = useConnection();
  const { model, state } = useKubernetesModel();
  const { revision } = state;
  const title = `Report on ${profile.name}`;
  const subject = `report/${toHex(registry)}`;
  const task = lastTask(useStore(tasks), id, subject);
  const start = useCallback((): void => {
    startTask({
      title,
      subject,
      run: async ({ signal, report: progress }) => {
        for await (const notice of api.kubernetes.report({ source: liveKeys(id, revision), registry }, { signal })) {
          if (notice.kind === 'progress') {
            const { scanned, total } = notice;
            const of = total === null ? '' : ` of ${formatCount(total)}`;
            progress({ detail: `${formatCount(scanned)}${of} objects`, done: scanned, total });
            continue;
          }
          look(model, { report: { report: notice.report, at: Date.now() }, figure: null });
          return { text: `${plural(notice.report.objects, 'object')} looked at.` };
        }
        throw new Error('a report ended without a result');
      },
    });
  }, [api, model, id, registry, revision, title, subject]);
  return { start, task, cancel: () => task !== null && cancelTask(task.id) };
}
