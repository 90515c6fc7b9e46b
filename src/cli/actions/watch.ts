import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyEntry } from '../../contract/keys.ts';
import type { ChangeType, WatchEvent, WatchNotice } from '../../contract/watches.ts';
import { compareBytes } from '../../core/bytes/bytes.ts';
import { joined, type Printable, words } from '../../core/terminal/printable.ts';
import { eventLine } from '../../core/watches/event-line.ts';
import { parseKey, type RawOutput, raw, readable, simpleKeyValue } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { byteSize } from '../table.ts';

export interface WatchOptions {
  readonly rev?: number;
  readonly prevKv?: boolean;
  readonly prefix?: boolean;
  readonly exact?: boolean;
  readonly progressNotify?: boolean;
  readonly only?: ChangeType;
  readonly reveal?: boolean;
}

export async function watch(
  invocation: Invocation,
  { prefix, rangeEnd }: { readonly prefix: string; readonly rangeEnd: string | undefined },
  options: WatchOptions,
): Promise<ExitCode> {
  const { console, signal } = invocation;
  if (rangeEnd !== undefined && (options.prefix === true || options.exact === true)) {
    throw new EtcdeckError({ code: 'BadRequest', message: 'a range end stands without --prefix and --exact' });
  }
  const key = parseKey(prefix, invocation.keyEncoding);
  const end = rangeEnd === undefined ? {} : { rangeEnd: parseKey(rangeEnd, invocation.keyEncoding) };
  if (end.rangeEnd !== undefined && !isOpenEnd(end.rangeEnd) && compareBytes(key, end.rangeEnd) >= 0) {
    throw new EtcdeckError({ code: 'BadRequest', message: 'the range ends before it begins: no key lies in it' });
  }
  try {
    return await invocation.withSession(async ({ api, connection }) => {
      const startRevision = options.rev || null;
      const request = {
        connection,
        key,
        isPrefix: rangeEnd === undefined && options.exact !== true,
        ...end,
        ...(options.only === undefined ? {} : { only: options.only }),
        startRevision,
        previous: options.prevKv ?? false,
        reveal: options.reveal ?? false,
      };
      for await (const notice of api.watches.watch(request, { signal })) {
        await print(invocation, notice, options.progressNotify ?? false);
        if (notice.kind === 'compacted') return 1;
      }
      return 0;
    });
  } catch (error) {
    // A watch has no other end, so it prints nothing; the reader of its output may have closed the pipe.
    if (!signal.aborted || !(error instanceof EtcdeckError) || error.code !== 'Cancelled') throw error;
    return console.outputGone.aborted ? 0 : 130;
  }
}

/** Whether a range end is the end of the keyspace, as etcd spells it: nothing, or a zero byte. */
const isOpenEnd = (end: Uint8Array): boolean => end.length === 0 || (end.length === 1 && end[0] === 0);

async function print(
  { console, format, isHex }: Invocation,
  notice: WatchNotice,
  withProgress: boolean,
): Promise<void> {
  const isJson = format === 'json';
  switch (notice.kind) {
    case 'event':
      if (format === 'simple') return await console.printRaw(eventSimple(notice.event, isHex));
      return await console.print(isJson ? jsonLine(eventLine(notice.event)) : eventText(notice.event, isHex));
    case 'compacted': {
      const { compactRevision } = notice;
      const text = words`compacted: the history up to revision ${compactRevision} is gone; the watch ends\n`;
      return await console.print(isJson ? jsonLine({ type: 'compacted', compactRevision }) : text);
    }
    case 'started':
      if (!isJson) console.tell(words`watching from revision ${notice.revision}\n`);
      return;
    case 'reconnecting':
      if (!isJson) console.tell(words`reconnecting: ${notice.failure.message}\n`);
      return;
    case 'resumed':
      if (!isJson) console.tell(words`back on ${notice.endpoint}; nothing was lost\n`);
      return;
    case 'progress': {
      if (!withProgress) return;
      const { revision } = notice;
      return await console.print(
        isJson ? jsonLine({ type: 'progress', revision }) : words`progress notify: ${revision}\n`,
      );
    }
  }
}

function eventText(event: WatchEvent, isHex: boolean): Printable {
  const shown = ({ value, bytes }: KeyEntry): Printable =>
    value.length > 200 ? words`${byteSize(bytes)}` : readable(value, isHex);
  const before = event.previous === null ? words`` : words`  (was ${shown(event.previous)})`;
  if (event.type === 'delete') return words`${event.modRevision}  delete  ${readable(event.key, isHex)}${before}\n`;
  const { key, modRevision } = event.entry;
  return words`${modRevision}  put     ${readable(key, isHex)}  ${shown(event.entry)}${before}\n`;
}

/** Prints as etcdctl does: the event, the previous key and value where requested, and the new ones. */
function eventSimple(event: WatchEvent, isHex: boolean): RawOutput {
  const now =
    event.type === 'delete'
      ? simpleKeyValue(event.key, new Uint8Array(), isHex)
      : simpleKeyValue(event.entry.key, event.entry.value, isHex);
  const { previous } = event;
  const parts = [
    raw(Buffer.from(`${event.type.toUpperCase()}\n`)),
    ...(previous === null ? [] : [simpleKeyValue(previous.key, previous.value, isHex)]),
    now,
  ];
  return {
    bytes: Buffer.concat(parts.map(({ bytes }) => bytes)),
    onScreen: joined(parts.map(({ onScreen }) => onScreen)),
  };
}
