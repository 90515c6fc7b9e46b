import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { CodecName, DecodedValue, ValueNote, ValuesApi } from '../../contract/values.ts';
import { bytesOf, equalBytes, fromHex, toHex, utf8Of } from '../ui/byte-text.ts';

/** The text that covers secret data. */
const covered = '••••••••';

interface Json {
  readonly kind?: unknown;
  readonly data?: unknown;
}

function objectOf(value: Uint8Array): Json | null {
  const text = utf8Of(value);
  if (text === null || !/^\s*[[{]/.test(text)) return null;
  try {
    // JSON that begins with a brace or bracket is an object, or an array, which has none of `Json`'s members.
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

const isSecret = (value: Uint8Array): boolean => objectOf(value)?.kind === 'Secret';

const coverUp = (value: Uint8Array): Uint8Array => bytesOf(JSON.stringify({ ...objectOf(value), data: covered }));

const isCovered = (value: Uint8Array): boolean => isSecret(value) && objectOf(value)?.data === covered;

/** Returns an entry as a window sees it: here, secrets are JSON with all of their `data` covered. */
export function entryFor(entry: KeyValue, reveal: boolean): KeyEntry {
  const isMasked = !reveal && isSecret(entry.value);
  return { ...entry, value: isMasked ? coverUp(entry.value) : entry.value, isMasked, bytes: entry.value.length };
}

const codecsOf = (value: Uint8Array): readonly CodecName[] => {
  const text = utf8Of(value);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
  if (text === null || /[\u0000-\u0008]/.test(text)) return ['hex'];
  return objectOf(value) === null ? ['text', 'hex'] : ['json', 'text', 'hex'];
};

const hexText = (value: Uint8Array): string =>
  (toHex(value).match(/.{1,32}/g) ?? []).map((line) => line.replace(/..(?=.)/g, '$& ')).join('\n');

function textOf(codec: CodecName, value: Uint8Array): string {
  if (codec === 'hex') return hexText(value);
  return codec === 'json' ? JSON.stringify(objectOf(value), null, 2) : (utf8Of(value) ?? '');
}

function notesOf(text: string, isMasked: boolean): readonly ValueNote[] {
  const isMixed = text.includes('\r\n') && /(^|[^\r])\n/.test(text);
  return [
    ...(isMasked ? [{ kind: 'masked' } as const] : []),
    ...(isMixed ? [{ kind: 'mixedLineEndings' } as const] : []),
  ];
}

function decode(value: Uint8Array, wanted: CodecName | null, reveal: boolean): DecodedValue {
  const isMasked = isCovered(value) || (!reveal && isSecret(value));
  const shown = isMasked ? coverUp(value) : value;
  const codecs = codecsOf(shown);
  const codec = wanted ?? codecs[0] ?? 'hex';
  if (!codecs.includes(codec)) throw new EtcdeckError({ code: 'ValueMalformed', message: `It is no ${codec}.` });
  const text = textOf(codec, shown);
  const language = codec === 'json' ? 'json' : 'plaintext';
  return { codec, codecs, text, language, canEncode: true, notes: notesOf(text, isMasked), object: null };
}

function encode(text: string, codec: CodecName, base: Uint8Array | null): Uint8Array {
  if (base !== null && textOf(codec, base) === text) return base;
  if (codec === 'text') return bytesOf(text);
  if (codec === 'hex') {
    const bytes = fromHex(text.replaceAll(/\s/g, ''));
    if (bytes === null)
      throw new EtcdeckError({ code: 'ValueNotEncodable', message: 'No digits.', detail: { line: 1 } });
    return bytes;
  }
  const json = objectOf(bytesOf(text));
  if (json === null) throw new EtcdeckError({ code: 'ValueNotEncodable', message: 'No JSON.', detail: { line: 2 } });
  const isCompact = base === null || equalBytes(base, bytesOf(JSON.stringify(objectOf(base))));
  return isCompact ? bytesOf(JSON.stringify(json)) : bytesOf(text);
}

/** The contract's values API for JSON, text and bytes stored by a test. Core's own codecs are tested with core. */
export const memoryValues: ValuesApi = {
  decode: async ({ value, codec, reveal }) => decode(value, codec, reveal),
  encode: async ({ text, form, base }) => ({ value: encode(text, form.codec, base) }),
};
