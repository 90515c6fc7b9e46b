import type { FileKeys, KeySource } from '../../contract/key-source.ts';
import type { SourceOpening, SourcesApi } from '../../contract/sources.ts';
import type { Journal } from '../journal/journal.ts';
import { late } from '../late.ts';
import type { Ports } from '../ports.ts';
import type { OpenSource, OpenSources } from '../sources/open-sources.ts';
import { paced } from '../streams/paced.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';
import { FileSources, type HeldSource } from './file-sources.ts';
import { type LiveSourceParts, liveSources } from './live-sources.ts';

/** Every kind of source, to open and close. */
export interface Sources {
  readonly api: SourcesApi;
  readonly open: OpenSources;
  /** Closes all held sources except connections, which their holders close. */
  close(): void;
}

/** What connections' sources need. */
export interface SourcesParts extends Pick<LiveSourceParts, 'open' | 'permissions'> {
  readonly journal: Pick<Journal, 'list'>;
}

/** Opens the sources that keys are read from: the one place that knows their kinds. */
export function createSources(
  { open, permissions, journal }: SourcesParts,
  ports: Pick<Ports, 'workerFile' | 'settingsFolder' | 'log' | 'clock'>,
): Sources {
  const live = liveSources({ open, permissions, journal, clock: ports.clock });
  const bundles = late(async () => (await import('./open-bundle.ts')).bundleOpener(ports));
  const snapshots = late(async () => (await import('./open-snapshot.ts')).snapshotOpener(ports));
  const files = new FileSources({
    bundle: async (file, opening) => await (await bundles.get())(file, opening),
    snapshot: async (file, opening) => await (await snapshots.get())(file, opening),
  });
  const requireOpen = (source: KeySource) => (source.kind === 'live' ? live(source) : files.require(source));
  return {
    open: { require: requireOpen },
    api: {
      open: ({ source }, options) =>
        stoppable(options?.signal, async function* (signal): AsyncGenerator<SourceOpening, void> {
          // A connection is held by `connections.open`.
          if (source.kind === 'live') {
            yield* opened(live(source), signal);
            return;
          }
          const held = yield* holding(files, source, signal);
          try {
            yield* opened(held.source, signal);
          } finally {
            held.release();
          }
        }),
    },
    close: () => files.close(),
  };
}

/** Yields the progress of a file that is read, and returns it held. */
async function* holding(
  files: FileSources,
  source: FileKeys,
  signal: AbortSignal,
): AsyncGenerator<SourceOpening, HeldSource> {
  const progress = new Queue<SourceOpening>();
  const isDue = paced();
  const opening = files.hold(source, signal, (doneBytes, totalBytes) => {
    if (isDue()) progress.put({ kind: 'reading', doneBytes, totalBytes });
  });
  opening.then(
    () => progress.close(),
    () => progress.close(),
  );
  yield* progress;
  return await opening;
}

async function* opened({ whole, closed }: OpenSource, signal: AbortSignal): AsyncGenerator<SourceOpening, void> {
  yield { kind: 'opened', origin: await whole.origin({ signal }) };
  await anyAborted([signal, closed]);
}

async function anyAborted(signals: readonly AbortSignal[]): Promise<void> {
  const any = AbortSignal.any([...signals]);
  if (any.aborted) return;
  await new Promise((resolve) => any.addEventListener('abort', resolve, { once: true }));
}
