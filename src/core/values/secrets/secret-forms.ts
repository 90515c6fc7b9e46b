import { hasValue } from './named-values.ts';

/** What the kind of a Secret is called, without what may follow. */
export const secretWord = Buffer.from('Secret');
/** The same as binary data of YAML. */
export const secretWordInBase64 = Buffer.from(secretWord.toString('base64'));
/** How far a kind's name may stand from the word in what is no text. */
const widestGap = 96;
/** Of bytes that are no text: a length and a type. */
const widestBinaryGap = 8;
/** CBOR begins a text of six or ten bytes with these, longer ones with a length of their own. */
const cborHeads = new Set('FfJjXxYyZz');
const namePart = /[0-9A-Za-z_-]/;

/** Returns whether a text has the words that every Secret with data in it has, wherever they stand. */
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
 * member called `data`. Says nothing of their positions: for texts that cannot be parsed. `text` may be bytes as
 * Latin-1. Linear.
 */
export function hasSecretForm(text: string, isBinary: boolean): boolean {
  if (isBinary) return /data/i.test(text) && (hasKind(text) || hasBinaryKind(text));
  if (!mayBeSecret(text)) return false;
  const hasAliases = hasAliasKey(text);
  return (hasKind(text) || (hasAliases && hasAnchoredKind(text))) && (hasData(text) || hasAliases);
}

function hasKind(text: string): boolean {
  // YAML may name the kind elsewhere and point there.
  const isValue = (at: number): boolean => text.charAt(at) === '*' || isKindAt(text, at);
  return hasValue(text, /kind/giu, { isValue });
}

function isKindAt(text: string, at: number): boolean {
  const first = text.charAt(at);
  if (first === 'U') return text.startsWith('U2VjcmV0', at);
  return first === 'S' && text.startsWith('Secret', at) && endsName(text, at + 6);
}

/** Returns whether the word ends as the kind's name does: `SecretStore` is another. */
function endsName(text: string, end: number): boolean {
  const behind = text.startsWith('List', end) ? end + 4 : end;
  return !namePart.test(text.charAt(behind));
}

function hasData(text: string): boolean {
  // A separator ends any value.
  const isEnd = (char: string): boolean => '{]'.includes(char);
  return hasValue(text, /data/gi, { isValue: () => true, isEnd }) || text.includes('last-applied-configuration');
}

/** Returns whether a key of YAML is named elsewhere, and only pointed to: `*kind : Secret`. */
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

/** Returns whether an anchor stands before the name of a kind. */
function hasAnchoredKind(text: string): boolean {
  return gapsBefore(text, /kind/giu).some((gap) => gap.includes('&'));
}

function gapsBefore(text: string, names: RegExp): readonly string[] {
  return Array.from(text.matchAll(names), ({ index }) => text.slice(Math.max(0, index - widestGap), index));
}

/** Returns whether a length and a type stand between the two words, as in CBOR, MessagePack and BSON. */
function hasBinaryKind(text: string): boolean {
  // What follows is no part of the word, for a length stands before it.
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
