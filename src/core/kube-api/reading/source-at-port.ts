import type { MessagePort } from 'node:worker_threads';
import type { CallOptions } from '../../../contract/abort.ts';
import { atFirstAnswer } from '../../sources/first-answer.ts';
import type { SourceChanges } from '../../sources/open-sources.ts';
import { unpackEntries } from '../../sources/packed-entries.ts';
import type { FirstEntries, KeySpan, SourceReader } from '../../sources/source-reader.ts';
import { mapped } from '../../streams/mapped.ts';
import { stoppable } from '../../streams/stoppable.ts';
import { withSignal } from '../../streams/with-signal.ts';
import { askPort, type PortQuestions } from '../../work/ask-port.ts';
import type { PagesMemory, SourceAnswers, SourceCall, SourceOpen, SourceParts } from './source-messages.ts';

/** A source that another thread answers for: it can be read and followed, and nothing else. */
export interface SourceAtPort {
  readonly reader: SourceReader;
  readonly pages: SourcePages;
  readonly changes: SourceChanges;
}

/** Yields the entries of a span page by page, all at one revision; the next page is read meanwhile. */
export type SourcePages = (request: PagesRequest, options: CallOptions) => AsyncIterable<FirstEntries>;

/** What is read whole. */
export interface PagesRequest {
  readonly span: KeySpan;
  /** `null`: the newest one. */
  readonly revision: number | null;
  /** Given or made, it is in use until the last page has come. */
  readonly memory: PagesMemory;
}

type Questions = PortQuestions<SourceCall, unknown, SourceOpen, unknown>;

/** Reads a source that `answerSource` answers for at the other end of a port. `revision`: as in its reader. */
export function sourceAtPort(port: MessagePort, revision: number | null): SourceAtPort {
  const questions: Questions = askPort(port);
  return {
    reader: readerAt(questions, revision),
    pages: (request, options) =>
      stoppable(options.signal, (signal) => partsOf(questions, { kind: 'pages', ...request }, signal)),
    changes: ({ signal: outer, ...range }) =>
      stoppable(outer, (signal) => partsOf(questions, { kind: 'changes', revision: null, range }, signal)),
  };
}

function readerAt(questions: Questions, revision: number | null): SourceReader {
  const ask = <Kind extends SourceCall['kind']>(
    asked: SourceCall & { readonly kind: Kind },
    options: CallOptions | undefined,
  ): Promise<SourceAnswers[Kind]> =>
    // What is answered to a kind is what `answerSource` answers to it.
    withSignal(options?.signal, async (signal) => (await questions.call(asked, signal)) as SourceAnswers[Kind]);
  const open = <Kind extends SourceOpen['kind']>(
    asked: SourceOpen & { readonly kind: Kind },
    options: CallOptions | undefined,
  ): AsyncIterable<SourceParts[Kind]> =>
    stoppable(options?.signal, (signal) => partsOf<Kind>(questions, asked, signal));
  const reader: SourceReader = {
    revision,
    pin(other) {
      if (other !== undefined) return readerAt(questions, other);
      return revision === null ? atFirstAnswer(reader) : reader;
    },
    get: (key, options) => ask({ kind: 'get', revision, key }, options),
    first: (span, limit, options) => ask({ kind: 'first', revision, span, limit }, options),
    count: (span, options) => ask({ kind: 'count', revision, span }, options),
    origin: (options) => ask({ kind: 'origin', revision }, options),
    children: (request, options) => open({ kind: 'children', revision, request }, options),
    keys: (span, options) => open({ kind: 'keys', revision, span }, options),
    entries: (span, options) =>
      mapped(open({ kind: 'entries', revision, span }, options), ({ packed, ...page }) => ({
        entries: [...unpackEntries(packed)],
        ...page,
      })),
    values: ({ keys, revision: of }, options) =>
      mapped(open({ kind: 'values', revision, run: { keys, revision: of } }, options), (packed) => [
        ...unpackEntries(packed),
      ]),
    each: ({ keys, revision: of }, options) =>
      mapped(open({ kind: 'each', revision, run: { keys, revision: of } }, options), (packed) => [
        ...unpackEntries(packed),
      ]),
  };
  return reader;
}

async function* partsOf<Kind extends SourceOpen['kind']>(
  questions: Questions,
  asked: SourceOpen & { readonly kind: Kind },
  signal: AbortSignal,
): AsyncGenerator<SourceParts[Kind], void> {
  // As above.
  for await (const part of questions.open(asked, signal)) yield part as SourceParts[Kind];
}
