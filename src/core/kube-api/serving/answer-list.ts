import type { AnswerForm } from '../../kube-answers/answers/answer-form.ts';
import type { ListAnswer, ListMeta } from '../../kube-answers/answers/list-answer.ts';
import { badRequest, notAcceptable } from '../../kube-answers/answers/status.ts';
import type { ServedObject } from '../../kube-answers/objects/served-object.ts';
import type { Served } from '../../kube-answers/resources/served-resource.ts';
import type { Selector } from '../../kube-answers/selectors/selector.ts';
import { packedCount, packedKey, packedModRevision, packedValue } from '../../sources/packed-entries.ts';
import type { FirstEntries, KeySpan, SourceReader } from '../../sources/source-reader.ts';
import { breathe, isBreathDue } from '../../streams/breath.ts';
import { objectPages } from '../reading/object-pages.ts';
import { continueAfter, readContinue } from '../requests/continue-token.ts';
import type { ListOptions } from '../requests/list-options.ts';
import { type ReadAt, readAt, requireNotOlder } from '../requests/resource-version.ts';
import type { HeldBytes } from './held-bytes.ts';
import { isObjectKey, objectSpan } from './object-span.ts';
import type { StreamSink } from './reply.ts';
import type { ServedWorld } from './served-world.ts';
import { wholeSpan } from './whole-span.ts';

/** What a list is asked of, and how. */
export interface ListRequest {
  readonly served: Served;
  readonly namespace: string | null;
  readonly options: ListOptions;
  readonly accept: string | null;
  readonly warnings: readonly string[];
  /** Instead, where a page has nothing. */
  readonly emptyWarnings: readonly string[];
}

/** How much of JSON is written at a time, and what is kept for that and one object more. */
const partBytes = 256 * 1024;
const partRoom = partBytes + 64 * 1024;
/** What the objects of a page take at most: with more, the page ends there, and is continued. */
const pageBytes = 32 * 2 ** 20;
/** How many keys of a page are read at a time. */
const mostInPage = 2_000;

/** Answers a list, whole or a page. Fails with a `Refusal`, and as reads do. */
export async function answerList(
  world: ServedWorld,
  request: ListRequest,
  sink: StreamSink,
  { signal, held }: { readonly signal: AbortSignal; readonly held: HeldBytes },
): Promise<void> {
  const { served, namespace, options, accept } = request;
  const form = world.answers.form(served, accept, options.includeObject);
  const selector = world.answers.selector(served, options.labelSelector, options.fieldSelector);
  const { prefix, span } = objectSpan(served, namespace, selector);
  const { at, reader, start } = beginning(world, options, prefix);
  const list: ListReading = {
    world,
    served,
    form,
    selector,
    at,
    reader,
    prefix,
    warnings: request.warnings,
    emptyWarnings: request.emptyWarnings,
    signal,
  };
  const from = { ...span, start: start ?? span.start };
  if (options.limit !== null) {
    await writePage(list, from, options.limit, sink);
    return;
  }
  if (form.media === 'json') {
    await streamList(list, from, sink);
    return;
  }
  if (await writeWhole(list, from, sink, held)) return;
  // It is too large to be held whole. JSON can be written object by object, and clients take it.
  if (!/json|\*\/\*/.test(accept ?? '')) throw notAcceptable();
  const json = world.answers.form(served, 'application/json', options.includeObject);
  await streamList({ ...list, form: json, reader: reader.pin(world.newest) }, from, sink);
}

/** What a list is read and written with. */
interface ListReading {
  readonly world: ServedWorld;
  readonly served: Served;
  readonly form: AnswerForm;
  readonly selector: Selector | null;
  readonly at: ReadAt;
  readonly reader: SourceReader;
  readonly prefix: Uint8Array;
  readonly warnings: readonly string[];
  readonly emptyWarnings: readonly string[];
  readonly signal: AbortSignal;
}

/** Returns at which revision to read, and behind which key. Fails with a `Refusal`. */
function beginning(world: ServedWorld, options: ListOptions, prefix: Uint8Array) {
  const pinned = (revision: number): SourceReader => {
    // A source that does not change is never that far.
    if (world.changes === null) requireNotOlder({ kind: 'exact', revision }, world.newest);
    return world.reader.pin(revision);
  };
  if (options.continue !== null) {
    if ((options.resourceVersion ?? '0') !== '0') {
      throw badRequest('specifying resource version is not allowed when using continue');
    }
    const { revision, start } = readContinue(options.continue, prefix);
    return { at: { kind: 'exact', revision } satisfies ReadAt, reader: pinned(revision), start };
  }
  const at = readAt(options);
  return { at, reader: at.kind === 'exact' ? pinned(at.revision) : world.reader, start: null };
}

/** A page of entries, of which some are objects of the list. */
interface SelectedPage {
  readonly length: number;
  readonly bytes: number;
  readonly revision: number;
  readonly rest: number;
  keyAt(place: number): Uint8Array;
  /** Returns the object at a place, as it is come to; `null` where the list does not have it. Mostly at once. */
  objectAt(place: number): ServedObject | null | Promise<ServedObject | null>;
}

/** Yields the pages of a list. Fails with a `Refusal` where the source is older than the client asks. */
async function* selectedPages(
  list: ListReading,
  pages: AsyncIterable<FirstEntries>,
): AsyncGenerator<SelectedPage, void> {
  const { world, served, selector, at } = list;
  const selected = (object: ServedObject): ServedObject | null =>
    selector === null || selector.matches(object) ? object : null;
  for await (const { packed, revision, rest } of pages) {
    world.saw(revision);
    requireNotOlder(at, revision);
    yield {
      length: packedCount(packed),
      bytes: packed.bytes.length,
      revision,
      rest,
      keyAt: (place) => packedKey(packed, place),
      objectAt(place) {
        const key = packedKey(packed, place);
        if (!isObjectKey(served, key)) return null;
        const value = packedValue(packed, place);
        const opened = world.answers.open(served, { key, value, modRevision: packedModRevision(packed, place) });
        return opened instanceof Promise ? opened.then(selected) : selected(opened);
      },
    };
  }
}

/** Hands over the objects of a list, one by one. `take` returns a promise where the next one has to wait for it. */
async function eachObject(
  list: ListReading,
  span: KeySpan,
  answer: ListAnswer,
  take: (object: ServedObject) => Promise<void> | null,
): Promise<void> {
  let hasBegun = false;
  const whole = { span, revision: list.reader.revision, keepsPages: answer.keepsObjects };
  for await (const page of selectedPages(list, wholeSpan(list.world, whole, list.signal))) {
    if (!hasBegun) {
      const expected = (page.bytes * (page.length + page.rest)) / Math.max(1, page.length);
      answer.begin({ resourceVersion: page.revision, continue: null, remainingItemCount: null }, expected);
    }
    hasBegun = true;
    for (let place = 0; place < page.length; place++) {
      // Awaiting what is there already would cost as much as opening it.
      const opened = page.objectAt(place);
      const object = opened instanceof Promise ? await opened : opened;
      const taken = object === null ? null : take(object);
      if (taken !== null) await taken;
      if (isBreathDue()) await breathe();
    }
  }
}

/** Writes a page: its metadata come first in JSON, so its objects are held. */
async function writePage(list: ListReading, span: KeySpan, limit: number, sink: StreamSink): Promise<void> {
  const { world, served, form, selector, prefix, warnings } = list;
  const found: ServedObject[] = [];
  let bytes = 0;
  let meta: ListMeta = { resourceVersion: 0, continue: null, remainingItemCount: null };
  const most = selector === null ? Math.min(limit, mostInPage) : mostInPage;
  const pages = objectPages(list.reader, span, { most, isAhead: false }, list.signal);
  for await (const page of selectedPages(list, pages)) {
    let next = 0;
    for (; next < page.length; next++) {
      const object = await page.objectAt(next);
      if (object === null) continue;
      if (found.length === limit) break;
      found.push(object);
      bytes += sizeOf(object);
      await breathe();
    }
    const isFull = found.length >= limit || bytes >= pageBytes;
    const left = page.rest + page.length - next;
    meta = { resourceVersion: page.revision, continue: null, remainingItemCount: null };
    if (!isFull) continue;
    if (left > 0 && next > 0) {
      const remainingItemCount = selector === null ? left : null;
      meta = { ...meta, continue: continueAfter(page.revision, prefix, page.keyAt(next - 1)), remainingItemCount };
    }
    break;
  }
  const answer = world.answers.list(served, form);
  answer.begin(meta);
  for (const object of found) {
    answer.add(object);
    await breathe();
  }
  const parts = answer.end();
  sink.begin(form.contentType, found.length === 0 && selector === null ? list.emptyWarnings : warnings);
  for (const part of parts) await sink.write(part);
  sink.end();
}

/** Writes a whole list object by object. */
async function streamList(list: ListReading, span: KeySpan, sink: StreamSink): Promise<void> {
  const { world, served, form, warnings } = list;
  const answer = world.answers.list(served, form);
  /** The parts that were written; the next ones are made in their memory. */
  const free: Uint8Array[] = [];
  await eachObject(list, span, answer, (object) => {
    answer.add(object);
    if (answer.ready < partBytes) return null;
    if (!sink.hasBegun) sink.begin(form.contentType, warnings);
    const memory = free.pop() ?? new Uint8Array(partRoom);
    return sink.write(answer.take(memory), () => free.push(memory));
  });
  if (!sink.hasBegun) sink.begin(form.contentType, warnings);
  for (const part of answer.end()) await sink.write(part);
  sink.end();
}

/** A list does not fit into what may be held. */
class TooLarge extends Error {}

function sizeOf(object: ServedObject): number {
  return object.form === 'protobuf' ? object.raw.length : object.json.length;
}

/**
 * Writes a whole list that is held until its end, since its length comes first. Returns whether there was room for it;
 * if not, nothing is written.
 */
async function writeWhole(list: ListReading, span: KeySpan, sink: StreamSink, held: HeldBytes): Promise<boolean> {
  const { world, served, form, warnings } = list;
  const answer = world.answers.list(served, form);
  const share = held.share();
  try {
    await eachObject(list, span, answer, (object) => {
      if (!share.take(sizeOf(object))) throw new TooLarge();
      answer.add(object);
      return null;
    });
    const parts = answer.end();
    // With its length, nothing stands between its parts, which would be copied into one with that.
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    sink.begin(form.contentType, warnings, length);
    for (const part of parts) await sink.write(part);
    sink.end();
    return true;
  } catch (error) {
    if (error instanceof TooLarge) return false;
    throw error;
  } finally {
    share.release();
  }
}
