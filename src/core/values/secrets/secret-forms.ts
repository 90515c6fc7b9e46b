/** What the kind of a Secret is called, without what may follow. */
export const secretWord = Buffer.from('Secret');
/** How far a kind's name may stand from the word, without the spaces right before the word. */
const widestGap = 96;
/** Of bytes that are no text: a length and a type. */
const widestBinaryGap = 8;
/** How far an alias may stand from its separator. */
const widestAliasGap = 24;
const spaces = new Set(' \t\r\n"\'`\\?,;');
const separators = new Set(':=>');
const dataSeparators = new Set(':=>{]');
/** What stands for a quote or a space in URLs and HTML. */
const encoded = /^(?:%2[027]|%5C|%0A|&quot;|&apos;|&#3[49];)/i;
const encodedColon = /^%3[AD]/i;
/** CBOR begins a text of six or ten bytes with these, longer ones with a length of their own. */
const cborHeads = new Set('FfJjXxYyZz');
const letter = /[0-9A-Za-z]/;
const namePart = /[0-9A-Za-z_-]/;

/**
 * Whether a text names the kind of a Secret (`kind: Secret`, however it is quoted, escaped or laid out) and has a member
 * called `data`. Tells nothing of where they stand: for what cannot be parsed. `text` may be bytes as Latin-1. Linear.
 */
export function hasSecretForm(text: string, isBinary: boolean): boolean {
  return hasKind(text, isBinary) && (isBinary ? /data/i.test(text) : hasData(text));
}

function hasKind(text: string, isBinary: boolean): boolean {
  for (let at = text.indexOf('Secret'); at >= 0; at = text.indexOf('Secret', at + 6)) {
    if (endsName(text, at + 6)) {
      if (gapsIn(textBefore(text, at)).some(isGap)) return true;
    } else if (!isBinary) continue;
    // Where a length stands before it, what follows is no part of it.
    if (isBinary && gapsIn(text.slice(Math.max(0, at - widestGap), at)).some(isBinaryGap)) return true;
  }
  return text.includes('Secret') && hasAlias(text);
}

/** The text before a place. JSON may have any number of spaces there: where they are many they are shortened. */
function textBefore(text: string, at: number): string {
  let start = at;
  while (start > 0 && isLayout(text.charAt(start - 1))) start--;
  const layout = text.slice(start, at);
  const before = text.slice(Math.max(0, start - widestGap), start);
  if (layout.length <= widestGap) return before + layout;
  return before + ([...separators].some((one) => layout.includes(one)) ? ':' : ' ');
}

function isLayout(char: string): boolean {
  return spaces.has(char) || separators.has(char);
}

/** What stands behind each `kind` in a text: an anchor or a comment may say so too. */
function gapsIn(before: string): readonly string[] {
  // By an expression: a text in small letters may be longer, and its places others.
  return Array.from(before.matchAll(/kind/giu), ({ index }) => before.slice(index + 4));
}

/** Whether the word ends as the kind's name does: `SecretStore` is another. */
function endsName(text: string, end: number): boolean {
  const behind = text.startsWith('List', end) ? end + 4 : end;
  return !namePart.test(text.charAt(behind));
}

/** What may stand between `kind` and its value in JSON, YAML, and what is like them. */
function isGap(gap: string): boolean {
  let isSeparated = false;
  for (let at = 0; at < gap.length; ) {
    const char = gap.charAt(at);
    const space = spaceAt(gap, at);
    if (char === '\\' && /[nrt]/.test(gap.charAt(at + 1))) at += 2;
    else if (space > 0) at += space;
    else if (char === '%' && encodedColon.test(gap.slice(at, at + 3))) {
      isSeparated = true;
      at += 3;
    } else if (separators.has(char)) {
      isSeparated = true;
      at += 1;
    } else if (!isSeparated) return false;
    // A tag, an anchor; a comment; how a block of text is folded.
    else if (char === '!' || char === '&') at = endOf(gap, at, ' ');
    else if (char === '#') at = endOf(gap, at, '\n');
    else if (char === '|' || char === '-' || char === '+' || (char >= '1' && char <= '9')) at += 1;
    else return false;
  }
  return isSeparated;
}

/** How many characters at a place stand for a space or a quote; 0: there is none. */
function spaceAt(text: string, at: number): number {
  const char = text.charAt(at);
  if (spaces.has(char)) return 1;
  if (char !== '%' && char !== '&') return 0;
  return encoded.exec(text.slice(at, at + 8))?.[0].length ?? 0;
}

function endOf(text: string, from: number, end: string): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found;
}

/** A length and a type, as CBOR, MessagePack and BSON have them. */
function isBinaryGap(gap: string): boolean {
  if (gap.length < 1 || gap.length > widestBinaryGap) return false;
  const rest = cborHeads.has(gap.charAt(0)) ? gap.slice(1) : gap;
  return !/[0-9A-Za-z ]/.test(rest);
}

/** YAML may name the kind elsewhere and point there. */
function hasAlias(text: string): boolean {
  return hasFollowed(text, /kind/gi, '*', separators);
}

function hasData(text: string): boolean {
  return hasFollowed(text, /data/gi, '', dataSeparators) || text.includes('last-applied-configuration');
}

/** Whether a name stands in a text before a separator, and then a sign: `data:`, `kind: *`. */
function hasFollowed(text: string, names: RegExp, sign: string, ends: ReadonlySet<string>): boolean {
  for (const found of text.matchAll(names)) {
    let at = found.index + found[0].length;
    if (letter.test(text.charAt(at))) continue;
    for (let space = spaceAt(text, at); space > 0; space = spaceAt(text, at)) at += space;
    if (sign === '' && encodedColon.test(text.slice(at, at + 3))) return true;
    if (!ends.has(text.charAt(at))) continue;
    const behind = text.slice(at + 1, at + widestAliasGap);
    if (behind.trimStart().startsWith(sign)) return true;
  }
  return false;
}
