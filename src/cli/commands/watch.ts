import type { Command } from 'commander';
import { EtcdError } from '../../contract/failure.ts';
import type { KeyEntry } from '../../contract/keys.ts';
import type { WatchEvent, WatchNotice } from '../../contract/watches.ts';
import { base64, parseKey, readable, simpleKeyValue } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Format } from '../global-flags.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { wholeNumber } from '../numbers.ts';
import { byteSize } from '../table.ts';

interface WatchOptions {
  readonly rev?: number;
  readonly prevKv?: boolean;
  readonly reveal?: boolean;
}

export function addWatch(program: Command, start: Start): void {
  program
    .command('watch')
    .argument('<prefix>')
    .description('print every change beneath a prefix until it is stopped; exit 1 when compaction cuts it short')
    .option('--rev <revision>', 'from this revision on, its own change included', wholeNumber(0))
    .option('--prev-kv', 'the value before each change too')
    .option('--reveal', 'the data of Kubernetes Secrets in clear')
    .action((prefix: string, options: WatchOptions) =>
      start('long', (invocation) => watch(invocation, prefix, options)),
    );
}

async function watch(invocation: Invocation, prefix: string, options: WatchOptions): Promise<ExitCode> {
  const { signal } = invocation;
  const key = parseKey(prefix, invocation.keyEncoding);
  try {
    return await invocation.withSession(async ({ api, connection }) => {
      const startRevision = options.rev || null;
      const request = {
        connection,
        key,
        isPrefix: true,
        startRevision,
        previous: options.prevKv ?? false,
        reveal: options.reveal ?? false,
      };
      for await (const notice of api.watches.watch(request, { signal })) {
        await print(invocation, notice);
        if (notice.kind === 'compacted') return 1;
      }
      return 0;
    });
  } catch (error) {
    // A watch has no other end: stopping it from the keyboard is how it is done.
    if (signal.aborted && error instanceof EtcdError && error.code === 'Cancelled') return 0;
    throw error;
  }
}

async function print({ console, format, isHex }: Invocation, notice: WatchNotice): Promise<void> {
  const isJson = format === 'json';
  switch (notice.kind) {
    case 'event':
      return await console.print(eventIn[format](notice.event, isHex));
    case 'compacted': {
      const { compactRevision } = notice;
      const text = `compacted: the history up to revision ${compactRevision} is gone; the watch ends\n`;
      return await console.print(isJson ? jsonLine({ type: 'compacted', compactRevision }) : text);
    }
    case 'started':
      if (!isJson) console.tell(`watching from revision ${notice.revision}\n`);
      return;
    case 'reconnecting':
      if (!isJson) console.tell(`reconnecting: ${notice.failure.message}\n`);
      return;
    case 'resumed':
      if (!isJson) console.tell(`back on ${notice.endpoint}; nothing was lost\n`);
      return;
    case 'progress':
      return;
  }
}

function eventJson(event: WatchEvent): unknown {
  const prevValue = event.previous && clearValue(event.previous);
  if (event.type === 'delete') {
    const { type, modRevision } = event;
    const nothing = { createRevision: null, modRevision, version: null, lease: null };
    return { type, key: base64(event.key), value: null, prevValue, ...nothing };
  }
  const { createRevision, modRevision, version, lease } = event.entry;
  return {
    type: 'put',
    key: base64(event.entry.key),
    value: clearValue(event.entry),
    prevValue,
    createRevision,
    modRevision,
    version,
    lease,
  };
}

/** The value as it is stored; `null` where its data is covered, which is another. */
function clearValue({ isMasked, value }: KeyEntry): string | null {
  return isMasked ? null : base64(value);
}

function eventText(event: WatchEvent, isHex: boolean): string {
  const shown = ({ value, bytes }: KeyEntry): string => (value.length > 200 ? byteSize(bytes) : readable(value, isHex));
  const before = event.previous === null ? '' : `  (was ${shown(event.previous)})`;
  if (event.type === 'delete') return `${event.modRevision}  delete  ${readable(event.key, isHex)}${before}\n`;
  const { key, modRevision } = event.entry;
  return `${modRevision}  put     ${readable(key, isHex)}  ${shown(event.entry)}${before}\n`;
}

/** As etcdctl: what happened, the key and value before where they were asked for, and those from now on. */
function eventSimple(event: WatchEvent, isHex: boolean): Uint8Array {
  const now =
    event.type === 'delete'
      ? simpleKeyValue(event.key, new Uint8Array(), isHex)
      : simpleKeyValue(event.entry.key, event.entry.value, isHex);
  const { previous } = event;
  const before = previous === null ? new Uint8Array() : simpleKeyValue(previous.key, previous.value, isHex);
  return Buffer.concat([Buffer.from(`${event.type.toUpperCase()}\n`), before, now]);
}

const eventIn: Readonly<Record<Format, (event: WatchEvent, isHex: boolean) => string | Uint8Array>> = {
  table: eventText,
  json: (event) => jsonLine(eventJson(event)),
  simple: eventSimple,
};
