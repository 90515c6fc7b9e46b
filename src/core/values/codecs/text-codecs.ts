import { bytesOf } from '../../bytes/bytes.ts';
import { looksLikeYaml } from '../../bytes/text-form.ts';
import { withoutWhiteSpace } from '../../kubernetes-storage/codec/json-tree.ts';
import { malformed } from '../../kubernetes-storage/codec/malformed.ts';
import type { Codec, Stored } from '../codec.ts';
import { fromHexText, toHexText } from '../hex-text.ts';
import { compactParts, isJsonDocument, layOutJson, requireJson } from '../json-layout.ts';

/** JSON. Compact JSON is shown laid out and saved compact; JSON with a layout keeps it. Only space ever changes. */
export const jsonCodec: Codec = {
  name: 'json',
  detect: ({ text }) => text !== null && isJsonDocument(text),
  decode(stored) {
    const text = requireText(stored);
    if (!isJsonDocument(text)) throw malformed('No JSON object or array', 0);
    const compact = compactParts(text);
    return { text: (compact && layOutJson(compact.body)) ?? text, language: 'json', notes: [], object: null };
  },
  encode({ text, base }) {
    requireJson(text);
    const compact = base?.text == null || !isJsonDocument(base.text) ? null : compactParts(base.text);
    const isLaidOut = compact !== null && layOutJson(compact.body) !== null;
    return bytesOf(isLaidOut ? withoutWhiteSpace(text.trimEnd()) + compact.end : text);
  },
};

/** YAML, shown as it is stored: recognition never changes a text. */
export const yamlCodec: Codec = {
  name: 'yaml',
  detect: ({ text }) => text !== null && looksLikeYaml(text),
  decode: (stored) => ({ text: requireText(stored), language: 'yaml', notes: [], object: null }),
  encode: ({ text }) => bytesOf(text),
};

/** Text in UTF-8, as it is stored. */
export const textCodec: Codec = {
  name: 'text',
  detect: ({ text }) => text !== null,
  decode: (stored) => ({ text: requireText(stored), language: 'plaintext', notes: [], object: null }),
  encode: ({ text }) => bytesOf(text),
};

/** Bytes as digits; decodes any value. */
export const hexCodec: Codec = {
  name: 'hex',
  detect: () => true,
  decode: ({ value }) => ({ text: toHexText(value), language: 'plaintext', notes: [], object: null }),
  encode: ({ text }) => fromHexText(text),
};

/** CBOR as Kubernetes stores it, with the self-describing tag. Recognised, not decoded: shown as digits. */
export const cborCodec: Codec = {
  name: 'cbor',
  detect: ({ value }) => value[0] === 0xd9 && value[1] === 0xd9 && value[2] === 0xf7,
  decode(stored) {
    if (!this.detect(stored)) throw malformed('No CBOR that describes itself', 0);
    return { text: toHexText(stored.value), language: 'plaintext', notes: [], object: null };
  },
  encode: null,
};

function requireText({ text }: Stored): string {
  if (text === null) throw malformed('No text in UTF-8', 0);
  return text;
}
