import type { CallOptions } from '../../../contract/abort.ts';
import type { ReportNotice } from '../../../contract/kubernetes.ts';
import { namespacesPrefix } from '../../kubernetes-storage/layout/object-key.ts';
import type { Ports } from '../../ports.ts';
import { spanOf } from '../../sources/key-span.ts';
import { buffersOf, packEntries } from '../../sources/packed-entries.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import { stoppable } from '../../streams/stoppable.ts';
import type { KindOf } from '../../work/job.ts';
import { startJob } from '../../work/workers.ts';
import type { startReport } from './report-job.ts';

/** Holds the briefs of a cluster's objects. */
const reportJob: KindOf<typeof startReport> = { name: 'kubernetesReport', memory: 3_072 };

/** What a walk needs from its host. */
export type WalkPorts = Pick<Ports, 'workerFile' | 'clock'>;

/**
 * Reads every object of a registry once, at one revision, and has a worker report on it: this thread only reads and
 * passes on. Holds at most two parts at a time.
 */
export function walkRegistry(
  ports: WalkPorts,
  source: SourceReader,
  registry: Uint8Array,
  options?: CallOptions,
): AsyncIterable<ReportNotice> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<ReportNotice, void> {
    const span = spanOf(registry);
    const keyspace = source.pin();
    const { count: total, revision } = await keyspace.count(span, { signal });
    const namespaces = await existingNamespaces(keyspace, registry, signal);
    // From the source as requested: on a pinned one, the head would be a past revision.
    const { dataTime } = await source.origin({ signal });
    const params = { registry, namespaces, times: { dataTime, now: ports.clock.now() } };
    const job = await startJob(ports, reportJob, params, { signal });
    try {
      let scanned = 0;
      let taken: Promise<void> = Promise.resolve();
      for await (const { entries } of keyspace.entries(span, { signal })) {
        await taken;
        const packed = packEntries(entries);
        taken = job.take(packed, buffersOf(packed));
        // It is awaited before the next part, or never, when the reading fails first.
        taken.catch(() => undefined);
        scanned += entries.length;
        yield { kind: 'progress', scanned, total };
      }
      await taken;
      yield { kind: 'report', report: { ...(await job.finish()), revision } };
    } finally {
      job.close();
    }
  });
}

/** Returns the namespaces; `null` where none can be read: the source may hold only a part of a registry. */
async function existingNamespaces(
  keyspace: SourceReader,
  registry: Uint8Array,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  const prefix = namespacesPrefix(registry);
  const names: string[] = [];
  for await (const { keys } of keyspace.keys(spanOf(prefix), { signal })) {
    for (const { key } of keys) names.push(Buffer.from(key.subarray(prefix.length)).toString());
  }
  return names.length === 0 ? null : names;
}
