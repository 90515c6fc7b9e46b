import { hasValue } from './named-values.ts';

/** The kind's name, without a suffix such as `List`. */
export const secretWord = Buffer.from('Secret');
/** The same as YAML binary data. */
export const secretWordInBase64 = Buffer.from(secretWord.toString('base64'));
/** The largest distance between `kind` and the word in unparsed text. */
const widestGap = 96;
/** The same in binary formats: a length and a type. */
const widestBinaryGap = 8;
/** CBOR's head for texts of six or ten bytes is one of these; longer ones have a separate length. */
const cborHeads = new Set('FfJjXxYyZz');
const namePart = /[0-9A-Za-z_-]/;

/** Returns whether a text has the words of every Secret with data, anywhere. */
export function mayBeSecret(text: string): boolean {
  return namesSecret(text) && /data/i.test(text);
}

function namesSecret(text: string): boolean {
  for (let at = text.indexOf('Secret'); at >= 0; at = text.indexOf('Secret', at + 6))
    if (endsName(text, at + 6)) return true;
  return text.includes('U2VjcmV0');
}

/**
 * Returns whether a text names the kind of a Secret (`kind: Secret`, in any quoting, escaping or layout) and has a
 * member named `data`. Ignores their positions: for texts that cannot be parsed. `text` may be bytes as Latin-1.
 * Linear.
 */
export function hasSecretForm(text: string, isBinary: boolean): boolean {
  if (isBinary) return /data/i.test(text) && (hasKind(text) || hasBinaryKind(text));
  if (!mayBeSecret(text)) return false;
  const hasAliases = hasAliasKey(text);
  return (hasKind(text) || (hasAliases && hasAnchoredKind(text))) && (hasData(text) || hasAliases);
}

function hasKind(text: string): boolean {
  // An alias (`*`) may stand for a kind that is named elsewhere.
  const isValue = (at: number): boolean => text.charAt(at) === '*' || isKindAt(text, at);
  return hasValue(text, /kind/giu, { isValue });
}

function isKindAt(text: string, at: number): boolean {
  const first = text.charAt(at);
  if (first === 'U') return text.startsWith('U2VjcmV0', at);
  return first === 'S' && text.startsWith('Secret', at) && endsName(text, at + 6);
}

/** Returns whether the kind's name ends here; `SecretStore` is another name. */
function endsName(text: string, end: number): boolean {
  const behind = text.startsWith('List', end) ? end + 4 : end;
  return !namePart.test(text.charAt(behind));
}

function hasData(text: string): boolean {
  // A bracket may follow the name directly.
  const isEnd = (char: string): boolean => '{]'.includes(char);
  return hasValue(text, /data/gi, { isValue: () => true, isEnd }) || text.includes('last-applied-configuration');
}

/** Returns whether a YAML key is an alias: `*kind : Secret`. */
function hasAliasKey(text: string): boolean {
  let end = 0;
  for (let at = text.indexOf('*'); at >= 0; at = text.indexOf('*', end)) {
    end = at + 1;
    while (text.charAt(end).trim() !== '') end += 1;
    const name = end - at - 1;
    while (end < text.length && text.charAt(end).trim() === '') end += 1;
    if (name > 0 && text.charAt(end) === ':') return true;
  }
  return false;
}

/** Returns whether an anchor precedes `kind`. */
function hasAnchoredKind(text: string): boolean {
  return gapsBefore(text, /kind/giu).some((gap) => gap.includes('&'));
}

function gapsBefore(text: string, names: RegExp): readonly string[] {
  return Array.from(text.matchAll(names), ({ index }) => text.slice(Math.max(0, index - widestGap), index));
}

/** Returns whether only a length and a type are between the two words, as in CBOR, MessagePack and BSON. */
function hasBinaryKind(text: string): boolean {
  // A length precedes the word, so the bytes behind it are not part of it.
  return gapsBefore(text, /Secret/g).some((gap) => gapsBehind(gap, /kind/gi).some(isBinaryGap));
}

function gapsBehind(text: string, names: RegExp): readonly string[] {
  return Array.from(text.matchAll(names), ({ index, 0: name }) => text.slice(index + name.length));
}

function isBinaryGap(gap: string): boolean {
  if (gap.length < 1 || gap.length > widestBinaryGap) return false;
  const rest = cborHeads.has(gap.charAt(0)) ? gap.slice(1) : gap;
  return !/[0-9A-Za-z ]/.test(rest);
}
