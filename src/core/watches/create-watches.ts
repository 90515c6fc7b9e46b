import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { WatchEvent, WatchesApi, WatchNotice } from '../../contract/watches.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { prefixEnd } from '../etcd/kv.ts';
import { watch } from '../etcd/watch.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';

/** Live changes of open connections. Each watch has its own stream; closing the connection ends them all. */
export function createWatches(open: OpenConnections, codecs: ValueCodecs): WatchesApi {
  return {
    watch: ({ connection, key, isPrefix, startRevision, previous, reveal }, options) =>
      stoppable(options?.signal, (signal) => {
        const range = { key, rangeEnd: isPrefix ? prefixEnd(key) : null, startRevision, previous, signal };
        const notices = watch(open.require(connection).client, range);
        return shown(notices, (entry) => codecs.toEntry(entry, { reveal }));
      }),
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
