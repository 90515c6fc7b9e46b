import type { Command } from 'commander';
import { EtcdError } from '../../contract/failure.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { base64, parseKey, printable, printableText, readable, simpleKeyValue, textOf } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { wholeNumber } from '../numbers.ts';
import { byteSize, fields } from '../table.ts';

interface GetOptions {
  readonly rev?: number;
  readonly raw?: boolean;
}

export function addGet(program: Command, start: Start): void {
  program
    .command('get')
    .argument('<key>')
    .description('print a key and its value; exit 1 when there is none')
    .option('--rev <revision>', 'as of this revision', wholeNumber(0))
    .option('--raw', "print the value's bytes and nothing else")
    .action((key: string, options: GetOptions) => start('short', (invocation) => get(invocation, key, options)));
}

async function get(invocation: Invocation, argument: string, options: GetOptions): Promise<ExitCode> {
  const { console, format, isHex, signal } = invocation;
  const key = parseKey(argument, invocation.keyEncoding);
  const { entry, revision } = await invocation.withSession(({ api, connection }) =>
    api.keys.get({ source: liveKeys(connection, options.rev || null), key, reveal: true }, { signal }),
  );
  if (entry === null) throw notFound(key, options.rev || revision);
  if (options.raw) await console.print(entry.value);
  else if (format === 'simple') await console.print(simpleKeyValue(entry.key, entry.value, isHex));
  else await console.print(format === 'json' ? jsonLine(toJson(entry)) : toText(entry, isHex));
  return 0;
}

/** A key that is not there, as a failure. */
export function notFound(key: Uint8Array, revision: number | null): EtcdError {
  const when = revision === null ? '' : ` at revision ${revision}`;
  return new EtcdError({ code: 'KeyNotFound', message: `there is no key ${printable(key)}${when}` });
}

function toJson(entry: KeyValue): unknown {
  const { createRevision, modRevision, version, lease } = entry;
  const { codec, text } = decode(entry.value);
  return {
    key: base64(entry.key),
    createRevision,
    modRevision,
    version,
    lease,
    codec,
    text,
    value: base64(entry.value),
  };
}

function toText(entry: KeyValue, isHex: boolean): string {
  const { codec, text } = decode(entry.value);
  const facts = fields([
    ['key', readable(entry.key, isHex)],
    ['createRevision', String(entry.createRevision)],
    ['modRevision', String(entry.modRevision)],
    ['version', String(entry.version)],
    ['lease', entry.lease ?? 'none'],
    ['value', `${byteSize(entry.value.length)}, ${codec}`],
  ]);
  if (isHex) return `${facts}\n${readable(entry.value, true)}\n`;
  if (text === null) return `${facts}\nThe value is not text: --raw prints its bytes, -w json has them as base64.\n`;
  return `${facts}\n${printableText(text)}${text.endsWith('\n') || text === '' ? '' : '\n'}`;
}

function decode(value: Uint8Array): { readonly codec: 'json' | 'text' | 'binary'; readonly text: string | null } {
  const text = textOf(value);
  if (text === null) return { codec: 'binary', text };
  return { codec: isJsonDocument(text) ? 'json' : 'text', text };
}

/** A number or a word alone is text that happens to be JSON. */
function isJsonDocument(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
