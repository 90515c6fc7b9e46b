import { setTimeout as delay } from 'node:timers/promises';
import type { KeyValue } from '../../../contract/keys.ts';
import type { WatchEvent } from '../../../contract/watches.ts';
import { toTheEnd } from '../../etcd/kv.ts';
import { expired } from '../../kube-answers/answers/status.ts';
import type { WatchFrames } from '../../kube-answers/answers/watch-frames.ts';
import type { StoredEntry } from '../../kube-answers/kube-answers.ts';
import type { ServedObject } from '../../kube-answers/objects/served-object.ts';
import type { Served } from '../../kube-answers/resources/served-resource.ts';
import type { Selector } from '../../kube-answers/selectors/selector.ts';
import { unpackEntries } from '../../sources/packed-entries.ts';
import { breathe } from '../../streams/breath.ts';
import { objectPages } from '../reading/object-pages.ts';
import type { ListOptions } from '../requests/list-options.ts';
import { forbidden, revisionOf } from '../requests/resource-version.ts';
import { isObjectKey, type ObjectSpan, objectSpan } from './object-span.ts';
import { refusalOf } from './refusal-of.ts';
import type { StreamSink } from './reply.ts';
import type { ServedWorld } from './served-world.ts';

/** What a watch is asked of, and how. */
export interface WatchRequest {
  readonly served: Served;
  readonly namespace: string | null;
  readonly options: ListOptions;
  readonly accept: string | null;
  readonly warnings: readonly string[];
}

/** How often a watch that allows it is sent how far it is, though nothing happens. */
const bookmarkMs = 60_000;

/**
 * Answers a watch until it is stopped: the objects that are there where it does not say from where on, then every change
 * once. A source that does not change sends bookmarks. Fails with a `Refusal`, and as reads do, before the answer has
 * begun; what fails behind that is sent as an event.
 */
export async function answerWatch(
  world: ServedWorld,
  { served, namespace, options, accept, warnings }: WatchRequest,
  sink: StreamSink,
  signal: AbortSignal,
): Promise<void> {
  const form = world.answers.form(served, accept, options.includeObject);
  const selector = world.answers.selector(served, options.labelSelector, options.fieldSelector);
  const { sendsInitialEvents, resourceVersionMatch } = options;
  if (sendsInitialEvents && resourceVersionMatch !== 'NotOlderThan') {
    throw forbidden('resourceVersionMatch', 'unless it is "NotOlderThan" with sendInitialEvents');
  }
  if (!sendsInitialEvents && resourceVersionMatch !== null) throw forbidden('resourceVersionMatch', 'for watch');
  const after = options.resourceVersion === null ? 0 : revisionOf(options.resourceVersion);
  const watching: Watching = {
    ...{ world, served, selector, sink, signal },
    keys: objectSpan(served, namespace, selector),
    frames: world.answers.watch(served, form),
    begin: () => sink.begin(form.watchContentType, warnings),
    allowsBookmarks: options.allowsBookmarks,
  };
  try {
    const from = sendsInitialEvents || after === 0 ? await sendInitial(watching, sendsInitialEvents) : after;
    if (!sink.hasBegun) watching.begin();
    if (world.changes === null) await sendBookmarks(watching, Math.max(from, world.newest));
    else await sendChanges(watching, from);
  } catch (error) {
    if (signal.aborted) return;
    const refusal = sink.hasBegun ? refusalOf(error, { revision: after || null, newest: world.newest }) : null;
    if (refusal === null) throw error;
    await sink.write(watching.frames.error(refusal.status));
  }
}

/** One watch under way. */
interface Watching {
  readonly world: ServedWorld;
  readonly served: Served;
  readonly selector: Selector | null;
  readonly keys: ObjectSpan;
  readonly frames: WatchFrames;
  readonly sink: StreamSink;
  readonly begin: () => void;
  readonly allowsBookmarks: boolean;
  readonly signal: AbortSignal;
}

/** Sends every object that is there, and returns their revision. */
async function sendInitial(watching: Watching, marksEnd: boolean): Promise<number> {
  const { world, served, selector, keys, frames, sink, begin, signal } = watching;
  let at = world.newest;
  for await (const { packed, revision } of objectPages(world.reader, keys.span, { isAhead: true }, signal)) {
    at = revision;
    world.saw(revision);
    for (const entry of unpackEntries(packed)) {
      if (!isObjectKey(served, entry.key)) continue;
      const object = await world.answers.open(served, entry);
      if (selector !== null && !selector.matches(object)) continue;
      if (!sink.hasBegun) begin();
      await sink.write(frames.event('ADDED', object));
      await breathe();
    }
  }
  if (!sink.hasBegun) begin();
  if (marksEnd) await sink.write(frames.bookmark(at, true));
  return at;
}

/** Sends how far a source is that does not change, until the watch is stopped. */
async function sendBookmarks({ frames, sink, allowsBookmarks, signal }: Watching, revision: number): Promise<void> {
  while (!signal.aborted) {
    // An abort ends the pause early.
    await delay(bookmarkMs, undefined, { signal }).catch(() => undefined);
    if (allowsBookmarks && !signal.aborted) await sink.write(frames.bookmark(revision, false));
  }
}

/** Sends every change behind a revision, until the watch is stopped or its history is compacted. */
async function sendChanges(watching: Watching, from: number): Promise<void> {
  const { world, keys, frames, sink, allowsBookmarks, signal } = watching;
  const { start, end } = keys.span;
  const range = { key: start, rangeEnd: end ?? toTheEnd, startRevision: from + 1, previous: true, signal };
  for await (const notice of world.changes?.(range) ?? []) {
    switch (notice.kind) {
      case 'event': {
        const { event } = notice;
        world.saw(event.type === 'put' ? event.entry.modRevision : event.modRevision);
        const frame = await frameOf(watching, event);
        if (frame !== null) await sink.write(frame);
        break;
      }
      case 'progress':
        world.saw(notice.revision);
        if (allowsBookmarks && notice.revision >= from) await sink.write(frames.bookmark(notice.revision, false));
        break;
      case 'compacted':
        throw expired(notice.compactRevision, from);
    }
  }
}

/** Returns an event as it is sent; `null` where it is of no object that the watch selects. */
async function frameOf(watching: Watching, event: WatchEvent<KeyValue>): Promise<Uint8Array | null> {
  const { world, served, selector, frames } = watching;
  const open = async (one: StoredEntry): Promise<ServedObject> => await world.answers.open(served, one);
  const key = event.type === 'put' ? event.entry.key : event.key;
  if (!isObjectKey(served, key)) return null;
  const { previous } = event;
  if (event.type === 'delete') {
    // Nothing else says what was deleted: the client reads again what there is.
    if (previous === null) throw expired(event.modRevision, event.modRevision - 1);
    const was = await open({ ...previous, modRevision: event.modRevision });
    return selector === null || selector.matches(was) ? frames.event('DELETED', was) : null;
  }
  const { entry } = event;
  const is = await open(entry);
  if (selector === null) return frames.event(entry.createRevision === entry.modRevision ? 'ADDED' : 'MODIFIED', is);
  const isSelected = selector.matches(is);
  if (entry.createRevision === entry.modRevision) return isSelected ? frames.event('ADDED', is) : null;
  if (previous === null) return frames.event(isSelected ? 'MODIFIED' : 'DELETED', is);
  const was = await open({ ...previous, modRevision: entry.modRevision });
  const wasSelected = selector.matches(was);
  if (isSelected) return frames.event(wasSelected ? 'MODIFIED' : 'ADDED', is);
  return wasSelected ? frames.event('DELETED', was) : null;
}
