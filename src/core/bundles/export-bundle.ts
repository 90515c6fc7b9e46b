import type { CallOptions } from '../../contract/abort.ts';
import type { BundlesApi, ExportNotice } from '../../contract/bundles.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { coverageBelow, type KeyCoverage } from '../../contract/key-coverage.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { cancelled } from '../etcd/failures.ts';
import { PartialFile } from '../files/partial-file.ts';
import { entriesNamed } from '../sources/entries-named.ts';
import { spanOf } from '../sources/key-span.ts';
import type { SourceReader } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import { paced } from '../streams/paced.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { type BundleHead, entryText, headText, kineCluster, tailText } from './bundle-format.ts';

type ExportRequest = Parameters<BundlesApi['export']>[0];

/** What may cross to a window at once. */
const mostTextBytes = 16 * 1024 * 1024;

/** What an export reads with. */
export interface ExportParts {
  readonly source: SourceReader;
  /** What the source itself has. */
  readonly coverage: KeyCoverage;
  readonly codecs: Pick<ValueCodecs, 'holdsSecret'>;
}

/** Writes a bundle as its keys come; what fails or is cancelled leaves nothing behind. */
export async function* exportBundle(
  parts: ExportParts,
  request: ExportRequest,
  signal: AbortSignal,
): AsyncGenerator<ExportNotice, void> {
  const sink = request.file === null ? new TextSink() : await FileSink.create(request.file);
  try {
    let keys = 0;
    let leftOut = 0;
    let revision: number | null = null;
    const isDue = paced();
    for await (const page of pagesOf(parts.source, request, { signal })) {
      if (revision === null) {
        revision = page.revision;
        const origin = await parts.source.origin({ signal });
        await sink.write(headText(request.format, headOf(request, origin, revision, parts.coverage)));
      }
      for (const entry of page.entries) {
        await breathe();
        if (!request.reveal && (await parts.codecs.holdsSecret(entry.value, { signal, key: entry.key }))) {
          leftOut += 1;
          continue;
        }
        await sink.write(entryText(request.format, entry, keys === 0));
        keys += 1;
      }
      if (isDue()) yield { kind: 'progress', keys, bytes: sink.bytes };
    }
    if (signal.aborted) throw cancelled('export');
    await sink.write(tailText(request.format, keys === 0));
    const { file } = request;
    yield {
      kind: 'exported',
      keys,
      bytes: sink.bytes,
      revision: revision ?? 0,
      leftOut,
      file,
      text: await sink.finish(),
    };
  } finally {
    await sink.discard();
  }
}

/** At least one page. */
async function* pagesOf(
  source: SourceReader,
  { keys }: ExportRequest,
  options: CallOptions,
): AsyncGenerator<{ readonly entries: readonly KeyValue[]; readonly revision: number }> {
  if (keys.kind === 'prefix') yield* source.entries(spanOf(keys.prefix), options);
  else if (keys.keys.length === 0) yield { entries: [], revision: source.revision ?? 0 };
  else yield* entriesNamed(source, new Uint8Array(), keys.keys, options);
}

function headOf(
  { keys, reveal }: ExportRequest,
  { clusterId, isKine, dataTime }: SourceOrigin,
  revision: number,
  ofSource: KeyCoverage,
): BundleHead {
  const prefix = keys.kind === 'prefix' ? keys.prefix : null;
  const covered = prefix === null ? { ...ofSource, keys: chosen } : coverageBelow(ofSource, prefix);
  const coverage = reveal ? covered : { ...covered, secrets: 'leftOut' as const };
  return { prefix, clusterId: isKine ? kineCluster : clusterId, revision, dataTime, coverage };
}

const chosen = { kind: 'chosen' } as const;

/** A bundle that crosses as text. */
class TextSink {
  readonly #parts: string[] = [];
  bytes = 0;

  async write(text: string): Promise<void> {
    this.bytes += Buffer.byteLength(text);
    if (this.bytes > mostTextBytes) {
      const message = `more than ${mostTextBytes / 2 ** 20} MiB: export it into a file`;
      throw new EtcdeckError({ code: 'RequestTooLarge', message, operation: 'export', detail: { mostTextBytes } });
    }
    this.#parts.push(text);
  }

  async finish(): Promise<string | null> {
    return this.#parts.join('');
  }

  async discard(): Promise<void> {}
}

/** A bundle that becomes a file. */
class FileSink {
  readonly #part: PartialFile;
  bytes = 0;

  private constructor(part: PartialFile) {
    this.#part = part;
  }

  /** Fails with `FileExists`, `FileNotWritable`. */
  static async create(file: string): Promise<FileSink> {
    return new FileSink(await PartialFile.create(file, 'export'));
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.bytes += bytes.length;
    await this.#part.append(bytes);
  }

  async finish(): Promise<string | null> {
    await this.#part.finish();
    return null;
  }

  discard(): Promise<void> {
    return this.#part.discard();
  }
}
