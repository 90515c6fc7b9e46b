import type { Api } from '../../../contract/api.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ObjectStore, TransferNotice } from '../../../contract/object-stores.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { verdictChips } from '../../parts/snapshots/verdict-words.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { fileName } from '../../state/recent-files.ts';
import { goTo } from '../../state/route.ts';
import { startTask, type TaskResult, type TaskWork } from '../../state/tasks.ts';
import { formatBytes } from '../../ui/format.ts';

/** Opens a snapshot's keys in this window. */
export const openSnapshot = (file: string): void => goTo({ screen: 'file', file, place: 'keys', focus: null });

/** Reads a snapshot whole, as a task; the catalogue remembers what was found. */
export function checkSnapshot(api: Pick<Api, 'snapshots'>, file: string, onDidEnd: () => void): void {
  const name = fileName(file);
  startTask({
    title: `Checking ${name}`,
    subject: `check ${file}`,
    run: orTold(`${name} was not checked.`, async ({ signal, report, tell }) => {
      try {
        for await (const reading of api.snapshots.read({ file, isFresh: true }, { signal })) {
          if (reading.kind === 'reading') {
            const { doneBytes: done, totalBytes: total } = reading;
            report({ detail: `${formatBytes(done)} of ${formatBytes(total)}`, done, total });
            continue;
          }
          const { verdict, findings } = reading.report.integrity;
          const text = {
            ok: 'Nothing is wrong with it.',
            unverifiable: 'Nothing is wrong with it, but it has no hash at its end that would prove its values.',
            damaged: `It is damaged: ${findings[0]?.message ?? 'it cannot be read'}.`,
          }[verdict];
          tell({ tone: verdictChips[verdict].tone, text: `${name}: ${text}` });
          return { title: `Checked ${name}`, text };
        }
      } finally {
        onDidEnd();
      }
      throw ended('the file');
    }),
  });
}

/** Copies a snapshot to an object store, as a task. */
export function uploadSnapshot(
  api: Pick<Api, 'objectStores'>,
  { id, name }: ObjectStore,
  file: string,
  onDidEnd: () => void,
): void {
  startTask({
    title: `Copying ${fileName(file)} to ${name}`,
    subject: `upload ${id} ${file}`,
    run: orTold(`${fileName(file)} was not copied.`, async ({ signal, report, tell }) => {
      try {
        const { object } = await moved(api.objectStores.upload({ store: id, file }, { signal }), report);
        tell({ tone: 'ok', text: `Copied to ${name}; its hash was checked.`, detail: object });
        return { title: `Copied ${fileName(file)} to ${name}`, text: object };
      } finally {
        onDidEnd();
      }
    }),
  });
}

/** Brings a snapshot back from an object store into a new file, as a task. */
export function downloadSnapshot(
  api: Pick<Api, 'objectStores'>,
  { id, name }: ObjectStore,
  { object, file }: { readonly object: string; readonly file: string },
): void {
  startTask({
    title: `Downloading ${fileName(object)} from ${name}`,
    subject: `download ${id} ${object}`,
    run: orTold(`${fileName(object)} was not downloaded.`, async ({ signal, report, tell }) => {
      const { sha256 } = await moved(api.objectStores.download({ store: id, object, file }, { signal }), report);
      const open = { label: 'Open', run: () => openSnapshot(file) };
      tell({ tone: 'ok', text: `Downloaded ${fileName(file)}.`, detail: `SHA-256 ${sha256}`, action: open });
      return { title: `Downloaded ${fileName(object)}`, text: file, action: open };
    }),
  });
}

type Run = TaskWork['run'];

/** Says why it failed, too, where one looks: the task centre may be closed. */
const orTold =
  (what: string, run: Run): Run =>
  async (work): Promise<TaskResult> => {
    try {
      return await run(work);
    } catch (error) {
      if (!isCancelled(error) && !work.signal.aborted) {
        const { title, action: detail } = describeFailure(failureOf(error));
        work.tell({ tone: 'bad', text: `${what} ${title}`, detail });
      }
      throw error;
    }
  };

async function moved(
  notices: AsyncIterable<TransferNotice>,
  report: (progress: { readonly detail: string; readonly done: number; readonly total: number }) => void,
): Promise<Extract<TransferNotice, { readonly kind: 'moved' }>> {
  for await (const notice of notices) {
    if (notice.kind === 'moved') return notice;
    const { doneBytes: done, totalBytes: total } = notice;
    report({ detail: `${formatBytes(done)} of ${formatBytes(total)}`, done, total });
  }
  throw ended('the copy');
}

const ended = (what: string): EtcdeckError =>
  new EtcdeckError({ code: 'Internal', message: `the stream ended before ${what} was whole` });
