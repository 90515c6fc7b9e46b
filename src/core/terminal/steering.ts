/**
 * Characters that a terminal obeys instead of showing them, that show as nothing, or that turn round what stands beside
 * them: controls (C0, DEL, C1), format characters (bidirectional ones among them), separators of lines and paragraphs,
 * characters drawn without a width, and halves of characters.
 */
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Returns text on one line: each steering character is written out as the bytes of its UTF-8, `\xNN` each. */
export function writtenOut(text: string): string {
  return text.replace(steering, inBytes);
}

/** Returns the same text with its line ends and tabs kept. */
export function writtenOutLines(text: string): string {
  return text.replace(steering, (character) =>
    character === '\n' || character === '\t' ? character : inBytes(character),
  );
}

/** JSON that says the same with each steering character written as `\uNNNN`; between its strings JSON has none. */
export function writtenOutJson(json: string): string {
  return json.replace(steering, inUnits);
}

/** Returns a byte as `\xNN`. */
export function inHex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

function inBytes(character: string): string {
  // Half a character has no UTF-8.
  if (/\p{Cs}/u.test(character)) return inUnits(character);
  return Array.from(new TextEncoder().encode(character), inHex).join('');
}

function inUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}
