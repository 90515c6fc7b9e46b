import type { SourceReader } from './source-reader.ts';

/**
 * Returns a reader whose answers all have the revision of the first. Until the first answer has come, other reads wait
 * for it; when a read fails before, the next one becomes the first.
 */
export function atFirstAnswer(head: SourceReader): SourceReader {
  let pinned: SourceReader | null = null;
  let first: Promise<void> = Promise.resolve();

  /** Waits for a turn. The first answer's revision ends the others' wait, and so does the end of a read. */
  const enter = async () => {
    const before = first;
    let leave: () => void = () => undefined;
    first = new Promise((resolve) => {
      leave = resolve;
    });
    await before;
    if (pinned !== null) leave();
    return {
      reader: pinned ?? head,
      // 0: nothing was read.
      saw(revision: number) {
        if (revision > 0) pinned ??= head.pin(revision);
        if (pinned !== null) leave();
      },
      leave,
    };
  };
  const once = async <Answer extends { readonly revision: number }>(
    ask: (reader: SourceReader) => Promise<Answer>,
  ): Promise<Answer> => {
    if (pinned !== null) return await ask(pinned);
    const turn = await enter();
    try {
      const answer = await ask(turn.reader);
      turn.saw(answer.revision);
      return answer;
    } finally {
      turn.leave();
    }
  };
  async function* pages<Page extends { readonly revision: number }>(
    ask: (reader: SourceReader) => AsyncIterable<Page>,
  ): AsyncGenerator<Page, void> {
    if (pinned !== null) {
      yield* ask(pinned);
      return;
    }
    const turn = await enter();
    try {
      for await (const page of ask(turn.reader)) {
        turn.saw(page.revision);
        yield page;
      }
    } finally {
      turn.leave();
    }
  }

  const reader: SourceReader = {
    get revision() {
      return pinned?.revision ?? null;
    },
    children: (request, options) => pages((from) => from.children(request, options)),
    get: (key, options) => once((from) => from.get(key, options)),
    keys: (span, options) => pages((from) => from.keys(span, options)),
    values: (run, options) => head.values(run, options),
    each: (some, options) => head.each(some, options),
    entries: (span, options) => pages((from) => from.entries(span, options)),
    first: (span, limit, options) => once((from) => from.first(span, limit, options)),
    count: (span, options) => once((from) => from.count(span, options)),
    pin: (revision) => (revision === undefined ? reader : head.pin(revision)),
    origin: (options) => (pinned ?? head).origin(options),
  };
  return reader;
}
