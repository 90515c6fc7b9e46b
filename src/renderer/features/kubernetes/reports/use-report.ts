import { useCallback } from 'react';
import { useSource } from '../../../parts/source/source.tsx';
import { isOfSameOpening, sourceIdOf } from '../../../parts/source/source-id.ts';
import { useApi } from '../../../state/api.tsx';
import { useStore } from '../../../state/store.ts';
import { cancelTask, lastTask, startTask, type Task, tasks } from '../../../state/tasks.ts';
import { toHex } from '../../../ui/byte-text.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import { keepReport, type MadeReport } from '../model/kubernetes-model.ts';
import { useKubernetesModel } from '../model/use-kubernetes-model.ts';

/** Makes a report of a registry, as a task that outlives the screen. */
export function useReport(registry: Uint8Array): {
  readonly start: () => void;
  /** The last one that was made of this registry. */
  readonly report: MadeReport | null;
  /** The last task that made one, running or ended. */
  readonly task: Task | null;
  readonly cancel: () => void;
} {
  const api = useApi();
  const { connection, keys: source, origin } = useSource();
  const { model, state } = useKubernetesModel();
  const { name } = origin;
  const subject = `report/${toHex(registry)}${connection === null ? `/${sourceIdOf(source)}` : ''}`;
  const task = lastTask(useStore(tasks), connection, subject);
  const start = useCallback((): void => {
    startTask({
      title: `Making a report on ${name}`,
      subject,
      run: async ({ signal, report: progress }) => {
        for await (const notice of api.kubernetes.report({ source, registry }, { signal })) {
          if (notice.kind === 'progress') {
            const { scanned, total } = notice;
            const of = total === null ? '' : ` of ${formatCount(total)}`;
            progress({ detail: `${formatCount(scanned)}${of} objects`, done: scanned, total });
            continue;
          }
          keepReport(model, registry, { source, report: notice.report, at: Date.now() });
          return { title: `Report on ${name}`, text: `${plural(notice.report.objects, 'object')} looked at.` };
        }
        throw new Error('a report ended without a result');
      },
    });
  }, [api, model, source, registry, name, subject]);
  const made = state.reports.get(toHex(registry)) ?? null;
  const report = made !== null && isOfSameOpening(made.source, source) ? made : null;
  return { start, report, task, cancel: () => task !== null && cancelTask(task.id) };
}
