import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { WatchEvent, WatchesApi, WatchNotice, WatchRequest } from '../../contract/watches.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { prefixEnd } from '../etcd/kv.ts';
import { watch } from '../etcd/watch.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { recordWatch } from './record-watch.ts';

/** Live changes of open connections. Each watch has its own stream; closing the connection ends them all. */
export function createWatches(open: OpenConnections, codecs: ValueCodecs): WatchesApi {
  const follow = (request: WatchRequest, untilRevision: number | null, signal: AbortSignal) => {
    const { connection, key, isPrefix, rangeEnd, only, startRevision, previous, reveal } = request;
    const end = rangeEnd ?? (isPrefix ? prefixEnd(key) : null);
    const range = { key, rangeEnd: end, only, startRevision, untilRevision, previous, signal };
    return shown(watch(open.require(connection).client, range), (entry) => codecs.toEntry(entry, { reveal }));
  };
  return {
    watch: (request, options) => stoppable(options?.signal, (signal) => follow(request, null, signal)),
    record: (request, options) =>
      stoppable(options?.signal, (signal) =>
        recordWatch(request, (startRevision) => follow({ ...request, startRevision }, request.untilRevision, signal)),
      ),
  };
}

/** Returns a watch's notices as a window may see them. */
async function* shown(
  notices: AsyncIterable<WatchNotice<KeyValue>>,
  toEntry: (entry: KeyValue) => Promise<KeyEntry>,
): AsyncGenerator<WatchNotice, void> {
  for await (const notice of notices) {
    if (notice.kind === 'event') yield { kind: 'event', event: await shownEvent(notice.event, toEntry) };
    else yield notice;
  }
}

async function shownEvent(
  event: WatchEvent<KeyValue>,
  toEntry: (entry: KeyValue) => Promise<KeyEntry>,
): Promise<WatchEvent> {
  const previous = event.previous === null ? null : await toEntry(event.previous);
  return event.type === 'put' ? { ...event, entry: await toEntry(event.entry), previous } : { ...event, previous };
}
