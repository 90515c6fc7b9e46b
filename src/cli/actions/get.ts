import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyEntry } from '../../contract/keys.ts';
import { withoutFullStop } from '../../contract/text-end.ts';
import type { CodecName, DecodedValue } from '../../contract/values.ts';
import { toBase64 } from '../../core/bytes/base64.ts';
import { textOf } from '../../core/bytes/bytes.ts';
import { type Printable, printableLines, words } from '../../core/terminal/printable.ts';
import { inText, parseKey, raw, readable, simpleKeyValue } from '../bytes.ts';
import { uncovered } from '../coverage-words.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { known } from '../numbers.ts';
import { type SourceOptions, withSource } from '../read-source.ts';
import { byteSize, fields } from '../table.ts';

export interface GetOptions extends SourceOptions {
  readonly raw?: boolean;
  readonly reveal?: boolean;
}

/** A key with what its value says. */
interface ReadEntry {
  readonly entry: KeyEntry;
  readonly decoded: DecodedValue;
}

export async function get(invocation: Invocation, argument: string, options: GetOptions): Promise<ExitCode> {
  const { console, format, isHex } = invocation;
  const { entry, decoded } = await read(invocation, argument, options);
  tellFailedDecoder(invocation, decoded);
  if (options.raw) await console.printRaw(raw(clearBytes(entry)));
  else if (format === 'simple') await console.printRaw(simpleKeyValue(entry.key, entry.value, isHex));
  else await console.print(format === 'json' ? jsonLine(toJson(entry, decoded)) : toText(entry, decoded, isHex));
  return 0;
}

/** The value is printed as it would be without the decoder. */
function tellFailedDecoder({ console, format }: Invocation, { notes }: DecodedValue): void {
  const failed = notes.find((note) => note.kind === 'decoderFailed');
  if (failed === undefined) return;
  const message = `the decoder ${failed.name} cannot be used: ${withoutFullStop(failed.message)}`;
  const warning = { code: 'ProtoInvalid', message };
  console.tell(format === 'json' ? jsonLine({ warning }) : words`etcdeck: ${message}.\n`);
}

async function read(invocation: Invocation, argument: string, options: GetOptions): Promise<ReadEntry> {
  const { signal, keyEncoding } = invocation;
  const key = parseKey(argument, keyEncoding);
  const reveal = options.reveal ?? false;
  return await withSource(invocation, options, async ({ api, source, coverage }) => {
    const { entry, revision } = await api.keys.get({ source, key, reveal }, { signal });
    if (entry === null) throw uncovered(coverage, key) ?? notFound(key, options.rev || known(revision));
    const request = { source, key, value: entry.value, codec: null, showsManagedFields: false, reveal };
    return { entry, decoded: await api.values.decode(request, { signal }) };
  });
}

/** Returns a key that is not there, as a failure. */
export function notFound(key: Uint8Array, revision: number | null): EtcdeckError {
  const when = revision === null ? '' : ` at revision ${revision}`;
  return new EtcdeckError({ code: 'KeyNotFound', message: `there is no key ${inText(key)}${when}` });
}

function clearBytes({ isMasked, value }: KeyEntry): Uint8Array {
  if (!isMasked) return value;
  throw new EtcdeckError({ code: 'BadRequest', message: 'the value is a Secret, or holds one: --reveal prints it' });
}

function toJson(entry: KeyEntry, decoded: DecodedValue): unknown {
  const { createRevision, modRevision, version, lease } = entry;
  return {
    key: toBase64(entry.key),
    createRevision: known(createRevision),
    modRevision: known(modRevision),
    version: known(version),
    lease,
    ...shown(entry, decoded),
    // Covered data is not what is stored.
    value: entry.isMasked ? null : toBase64(entry.value),
  };
}

interface ShownValue {
  readonly codec: CodecName;
  readonly text: string | null;
}

const decodedTexts: ReadonlySet<CodecName> = new Set<CodecName>([
  'protobuf',
  'kubernetes',
  'encrypted',
  'gzip',
  'base64gzip',
]);

/** Returns stored text unchanged, control characters included; otherwise the decoded form, `null` for bytes. */
function shown({ value }: KeyEntry, { codec, text }: DecodedValue): ShownValue {
  if (decodedTexts.has(codec)) return { codec, text };
  const stored = textOf(value);
  return { codec: codec === 'hex' && stored !== null ? 'text' : codec, text: stored };
}

function toText(entry: KeyEntry, decoded: DecodedValue, isHex: boolean): Printable {
  const { codec, text } = shown(entry, decoded);
  const facts = fields([
    ['key', readable(entry.key, isHex)],
    ['createRevision', String(known(entry.createRevision) ?? 'unknown')],
    ['modRevision', String(known(entry.modRevision) ?? 'unknown')],
    ['version', String(known(entry.version) ?? 'unknown')],
    ['lease', entry.lease ?? 'none'],
    ['value', `${byteSize(entry.bytes)}, ${codec}${entry.isMasked ? ', masked: --reveal shows it' : ''}`],
  ]);
  if (isHex) return words`${facts}\n${readable(entry.value, true)}\n`;
  if (text === null) {
    return words`${facts}\nThe value is not text: --raw prints its bytes, -w json has them as base64.\n`;
  }
  const end = text.endsWith('\n') || text === '' ? words`` : words`\n`;
  return words`${facts}\n${printableLines(text)}${end}`;
}
