import type { Api, RequestOf } from '../../../contract/api.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { startTask, type TaskResult, type TaskWork } from '../../state/tasks.ts';
import { download } from '../../ui/download.ts';
import { formatBytes, plural } from '../../ui/format.ts';

/** What an export is called where nobody has named it. */
export const exportName = 'etcdeck-journal.ndjson';

/** Exports the entries that are shown as a task: into a file beside core, or as a download. */
export function exportJournal(api: Pick<Api, 'journal'>, request: RequestOf<'journal.export'>): void {
  startTask({
    title: 'Exporting the journal',
    run: (work) =>
      exported(api, request, work).catch((error: unknown) => {
        if (!isCancelled(error) && !work.signal.aborted) {
          const { title, action: detail } = describeFailure(failureOf(error));
          work.tell({ tone: 'bad', text: `Nothing was exported. ${title}`, detail });
        }
        throw error;
      }),
  });
}

async function exported(
  api: Pick<Api, 'journal'>,
  request: RequestOf<'journal.export'>,
  { signal, report, tell }: Parameters<TaskWork['run']>[0],
): Promise<TaskResult> {
  for await (const notice of api.journal.export(request, { signal })) {
    if (notice.kind === 'progress') {
      report({ detail: plural(notice.entries, 'entry', 'entries'), done: notice.entries, total: null });
      continue;
    }
    const { entries, bytes, file, text } = notice;
    if (text !== null) download(text, exportName);
    const words = `${plural(entries, 'entry', 'entries')} exported, ${formatBytes(bytes)}.`;
    tell({ tone: 'ok', text: words, ...(file === null ? {} : { detail: file }) });
    const title = 'Exported the journal';
    if (file === null) return { title, text: words };
    return { title, text: `${words} ${file}`, copy: { label: 'Copy path', text: file } };
  }
  throw new Error('an export ended without a word');
}
