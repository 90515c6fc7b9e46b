import type { JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';
import { lastApplied } from '../../kubernetes-storage/heads/object-head.ts';
import { folded } from './secret-members.ts';

/** Annotations that programs write, of known meaning: names, ids, counts, checksums, public addresses. */
const knownPrefixes = [
  'meta.helm.sh/',
  'deployment.kubernetes.io/',
  'kubernetes.io/service-account.',
  'cert-manager.io/',
  'checksum/',
];
const longestKnown = 1_024;
const longest = 64;
const longestWord = 24;
/** Fewer bytes are too short for secret data with its name. */
const shortestHex = 8;
/** The members of a Secret. */
const secretMembers = new Set(['apiversion', 'kind', 'metadata', 'data', 'stringdata', 'type', 'immutable']);

/** Words, versions, times, names, booleans and ids, with their separators. */
const words = /^[0-9A-Za-z ._:/+,*-]*$/;
const printable = /^[ -~]*$/;
const between = /[^0-9A-Za-z]/;
const oneCase = /^(?:[0-9a-z]*|[0-9A-Z]*)$/;
const letters = /^[A-Za-z]*$/;
const hex = /^[0-9a-fA-F]*$/;

/**
 * Returns whether an annotation of a Secret holds none of its data: it consists of plain words, and is short unless it
 * is a known one. Programs keep whole objects in annotations of any name and form, so all others count as data.
 */
export function isHarmless(name: string, text: string): boolean {
  if (name === lastApplied) return false;
  const isKnown = knownPrefixes.some((prefix) => name.startsWith(prefix));
  if (text.length > (isKnown ? longestKnown : longest) || (!isKnown && /data/i.test(text))) return false;
  return words.test(text) && text.split(between).every(isWord);
}

/**
 * Returns whether an object in an annotation of a Secret has only members of a Secret, so that the place of its data is
 * known. It need not name its kind.
 */
export function isSecretAlone({ members }: JsonObject): boolean {
  return [...members.keys()].every((name) => secretMembers.has(folded(name)));
}

/** Base64 mixes both cases and digits as no word does. */
function isWord(word: string): boolean {
  if (oneCase.test(word)) return !isHexOfText(word);
  return letters.test(word) && word.length <= longestWord && capitalsIn(word) * 3 <= word.length;
}

function isHexOfText(word: string): boolean {
  const bytes = Buffer.from(word, 'hex');
  return bytes.length >= shortestHex && hex.test(word) && printable.test(bytes.toString('latin1'));
}

function capitalsIn(word: string): number {
  let count = 0;
  for (const char of word) if (char >= 'A' && char <= 'Z') count += 1;
  return count;
}
