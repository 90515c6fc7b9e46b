/**
 * A text that would take over a terminal if it were written unescaped: a new title, a cleared screen, a colour by C1,
 * reversed text, invisible letters, and an extra line.
 */
export const hostileText =
  'x\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egnp.\u2066a\u200bb\u00ad\ufeff\u3164\u{e0041}\u2028\u007f\r\nFORGED';

/**
 * Returns the parts of a text that a terminal would obey or hide, or that pass for a line of etcdeck; empty if none.
 */
export function steeringIn(text: string): readonly string[] {
  const found = Array.from(text).filter((character) => {
    const code = character.codePointAt(0) ?? 0;
    return character !== '\n' && ranges.some(([from, to]) => code >= from && code <= to);
  });
  return [...found.map((character) => JSON.stringify(character)), ...(text.match(/^FORGED/gm) ?? [])];
}

const ranges: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe0fff],
];
