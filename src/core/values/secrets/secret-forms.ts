/** What the kind of a Secret is called, without what may follow. */
export const secretWord = Buffer.from('Secret');
/** How far a kind's name may stand from the word. */
const widestGap = 96;
/** Of bytes that are no text: a length and a type. */
const widestBinaryGap = 8;
const widestNameEnd = 24;
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
    const isWhole = endsName(text, at + 6);
    if (!isWhole && !isBinary) continue;
    const before = text.slice(Math.max(0, at - widestGap), at);
    if (gapsIn(before).some((gap) => isWhole && isGap(gap))) return true;
    // Where a length stands before it, what follows is no part of it.
    if (isBinary && gapsIn(before).some(isBinaryGap)) return true;
  }
  return text.includes('Secret') && hasAlias(text);
}

/** What stands behind each `kind` in a text: an anchor or a comment may say so too. */
function gapsIn(before: string): readonly string[] {
  const lower = before.toLowerCase();
  const gaps: string[] = [];
  for (let at = lower.lastIndexOf('kind'); at >= 0; at = at === 0 ? -1 : lower.lastIndexOf('kind', at - 1))
    gaps.push(before.slice(at + 4));
  return gaps;
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
    const rest = gap.slice(at, at + 8);
    const code = encoded.exec(rest) ?? encodedColon.exec(rest);
    if (code !== null) {
      isSeparated ||= encodedColon.test(rest);
      at += code[0].length;
    } else if (char === '\\' && /[nrt]/.test(gap.charAt(at + 1))) at += 2;
    else if (spaces.has(char)) at += 1;
    else if (separators.has(char)) {
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
    const start = found.index + found[0].length;
    if (letter.test(text.charAt(start))) continue;
    const behind = text.slice(start, start + widestNameEnd);
    for (let at = 0; at < behind.length; ) {
      const char = behind.charAt(at);
      const rest = behind.slice(at, at + 8);
      const code = encoded.exec(rest);
      if (code !== null) at += code[0].length;
      else if (encodedColon.test(rest) && sign === '') return true;
      else if (spaces.has(char)) at += 1;
      else if (!ends.has(char)) break;
      else if (sign === '') return true;
      else if (
        behind
          .slice(at + 1)
          .trimStart()
          .startsWith(sign)
      )
        return true;
      else break;
    }
  }
  return false;
}
