import type { Command } from 'commander';
import { EtcdError } from '../../contract/failure.ts';
import type { WatchEvent, WatchNotice } from '../../contract/watches.ts';
import { base64, parseKey, printable } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type Invocation, jsonLine, type Start } from '../invocation.ts';
import { wholeNumber } from '../numbers.ts';
import { byteSize } from '../table.ts';

interface WatchOptions {
  readonly rev?: number;
  readonly prevKv?: boolean;
}

export function addWatch(program: Command, start: Start): void {
  program
    .command('watch')
    .argument('<prefix>')
    .description('print every change beneath a prefix until it is stopped; exit 1 when compaction cuts it short')
    .option('--rev <revision>', 'from this revision on, its own change included', wholeNumber(0))
    .option('--prev-kv', 'the value before each change too')
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
        reveal: true,
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

async function print({ console, format }: Invocation, notice: WatchNotice): Promise<void> {
  const isJson = format === 'json';
  switch (notice.kind) {
    case 'event':
      return await console.print(isJson ? jsonLine(eventJson(notice.event)) : eventText(notice.event));
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
  const prevValue = event.previous === null ? null : base64(event.previous.value);
  if (event.type === 'delete') {
    const { type, modRevision } = event;
    const nothing = { createRevision: null, modRevision, version: null, lease: null };
    return { type, key: base64(event.key), value: null, prevValue, ...nothing };
  }
  const { createRevision, modRevision, version, lease } = event.entry;
  const { key, value } = event.entry;
  return {
    type: 'put',
    key: base64(key),
    value: base64(value),
    prevValue,
    createRevision,
    modRevision,
    version,
    lease,
  };
}

function eventText(event: WatchEvent): string {
  if (event.type === 'delete') return `${event.modRevision}  delete  ${printable(event.key)}\n`;
  const { key, value, modRevision } = event.entry;
  const shown = value.length > 200 ? byteSize(value.length) : printable(value);
  return `${modRevision}  put     ${printable(key)}  ${shown}\n`;
}
