// As src/core/terminal/steering.ts, which Node 20 cannot load as it is; a test compares the two.
const steering = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * What others said, as a terminal may show it: line ends and tabs stay, all else that steers a terminal is written out.
 * @param {string} text
 */
export function printable(text) {
  return text.replace(steering, (character) => {
    if (character === '\n' || character === '\t') return character;
    if (/\p{Cs}/u.test(character)) return `\\u${character.charCodeAt(0).toString(16)}`;
    return Array.from(new TextEncoder().encode(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(
      '',
    );
  });
}
