import type { Api } from '../../../../contract/api.ts';
import type { BundleFormat } from '../../../../contract/bundles.ts';
import type { KeySource } from '../../../../contract/key-source.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { atRevisionWords } from '../../../parts/source/known-count.ts';
import { failureOf, isCancelled } from '../../../state/failure.ts';
import { startTask, type TaskResult, type TaskWork } from '../../../state/tasks.ts';
import { download } from '../../../ui/download.ts';
import { formatBytes, plural } from '../../../ui/format.ts';
import { type ChosenKeys, chosenText } from '../model/chosen-keys.ts';

export interface ExportForm {
  readonly format: BundleFormat;
  readonly reveal: boolean;
  /** A file of the machine where core runs; `null`: the window downloads it. */
  readonly file: string | null;
}

/** Exports keys as a task: into a file beside core, or as a download. Shows a notice of why it failed. */
export function exportKeys(api: Pick<Api, 'bundles'>, source: KeySource, chosen: ChosenKeys, form: ExportForm): void {
  startTask({
    title: `Exporting ${chosenText(chosen)}`,
    run: (work) =>
      exported(api, source, chosen, form, work).catch((error: unknown) => {
        if (!isCancelled(error) && !work.signal.aborted) {
          const { title, action: detail } = describeFailure(failureOf(error));
          work.tell({ tone: 'bad', text: `Nothing was exported. ${title}`, detail });
        }
        throw error;
      }),
  });
}

async function exported(
  api: Pick<Api, 'bundles'>,
  source: KeySource,
  chosen: ChosenKeys,
  form: ExportForm,
  { signal, report, tell }: Parameters<TaskWork['run']>[0],
): Promise<TaskResult> {
  for await (const notice of api.bundles.export({ source, keys: chosen, ...form }, { signal })) {
    if (notice.kind === 'progress') {
      const detail = `${plural(notice.keys, 'key')}, ${formatBytes(notice.bytes)}`;
      report({ detail, done: notice.keys, total: null });
      continue;
    }
    if (notice.text !== null) download(notice.text, `etcd-keys.${form.format}`);
    const left = notice.leftOut === 0 ? '' : ` ${plural(notice.leftOut, 'Secret')} left out.`;
    const text = `${plural(notice.keys, 'key')} exported${atRevisionWords(notice.revision)}, ${formatBytes(notice.bytes)}.${left}`;
    tell({ tone: 'ok', text, ...(notice.file === null ? {} : { detail: notice.file }) });
    const copy = notice.file === null ? {} : { copy: { label: 'Copy path', text: notice.file } };
    return {
      title: `Exported ${chosenText(chosen)}`,
      text: notice.file === null ? text : `${text} ${notice.file}`,
      ...copy,
    };
  }
  throw new Error('an export ended without a word');
}
