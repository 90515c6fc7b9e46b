import type { CallOptions } from '../../../contract/abort.ts';
import type { ReportFigure, ReportRowsNotice } from '../../../contract/kubernetes-reports.ts';
import { compareBytes, startsWith } from '../../bytes/bytes.ts';
import { qualified } from '../../kubernetes-storage/layout/qualified.ts';
import { listResources, objectsPrefix } from '../../registries/list-registry.ts';
import { spanOf } from '../../sources/key-span.ts';
import { buffersOf, packEntries } from '../../sources/packed-entries.ts';
import type { KeySpan, SourceReader } from '../../sources/source-reader.ts';
import { stoppable } from '../../streams/stoppable.ts';
import type { KindOf } from '../../work/job.ts';
import { startJob } from '../../work/workers.ts';
import { brief } from './brief.ts';
import { helmResources } from './helm.ts';
import type { startRows } from './rows-job.ts';
import type { WalkPorts } from './walk-registry.ts';

const rowsJob: KindOf<typeof startRows> = { name: 'kubernetesRows', memory: 1_024 };

/** Which rows to return. */
export interface FigureRequest {
  readonly registry: Uint8Array;
  readonly figure: ReportFigure;
  readonly after: Uint8Array | null;
  readonly limit: number;
}

/**
 * Reads the objects of a figure's resource again, at one revision, and has a worker return those that the figure
 * counts. Holds only one part and its rows.
 */
export function walkFigure(
  ports: WalkPorts,
  source: SourceReader,
  { registry, figure, after, limit }: FigureRequest,
  options?: CallOptions,
): AsyncIterable<ReportRowsNotice> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<ReportRowsNotice, void> {
    const keyspace = source.pin();
    const spans = spansFrom(await prefixesOf(keyspace, registry, figure, { signal }), after);
    const job = await startJob(ports, rowsJob, { registry, figure }, { signal });
    let scanned = 0;
    let left = limit;
    let revision = 0;
    try {
      for (const span of spans) {
        for await (const page of keyspace.entries(span, { signal })) {
          revision = page.revision;
          const packed = packEntries(page.entries);
          const found = await job.take(packed, buffersOf(packed));
          const rows = found.slice(0, left);
          scanned += page.entries.length;
          left -= rows.length;
          if (rows.length > 0) yield { kind: 'rows', rows };
          const next = rows.at(-1)?.key;
          if (left === 0 && next !== undefined) {
            yield { kind: 'ended', scanned, next, revision };
            return;
          }
          yield { kind: 'progress', scanned };
        }
      }
      yield { kind: 'ended', scanned, next: null, revision };
    } finally {
      job.close();
    }
  });
}

/** Returns the prefixes of the objects that a figure may count, in key order. */
async function prefixesOf(
  source: SourceReader,
  registry: Uint8Array,
  figure: ReportFigure,
  options: CallOptions,
): Promise<readonly Uint8Array[]> {
  const named = figure.kind === 'helmRelease' ? helmResources : [figure.resource];
  const found: Uint8Array[] = [];
  for await (const resources of listResources(source, registry, options)) {
    for (const resource of resources) if (named.includes(brief(qualified(resource)))) found.push(resource.prefix);
  }
  const namespace = figure.kind === 'helmRelease' || figure.kind === 'use' ? figure.namespace : null;
  // A shortened namespace does not occur in a key.
  const isWhole = namespace !== null && brief(namespace) === namespace && !namespace.includes('…');
  return found.map((prefix) => (isWhole ? objectsPrefix(prefix, namespace) : prefix)).sort(compareBytes);
}

/** Returns the spans of the prefixes after a key. */
function spansFrom(prefixes: readonly Uint8Array[], after: Uint8Array | null): readonly KeySpan[] {
  return prefixes.flatMap((prefix) => {
    if (after === null || compareBytes(after, prefix) < 0) return [spanOf(prefix)];
    return startsWith(after, prefix) ? [spanOf(prefix, after)] : [];
  });
}
