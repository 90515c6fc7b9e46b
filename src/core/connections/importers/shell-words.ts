/**
 * Returns the words of a shell command line, as POSIX splits and unquotes them: quotes, backslashes, continued lines,
 * comments. Nothing is expanded or run; operators (`|`, `;`, `&&`) are separate words. An unclosed quote ends with the
 * text.
 */
export function shellWords(text: string): readonly string[] {
  const words: string[] = [];
  // A quoted empty word is a word, an unquoted one is none.
  let word: string | null = null;
  let quote: '"' | "'" | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote === "'") {
      if (char === "'") quote = null;
      else word += char;
    } else if (char === '\\' && (next === '\n' || (next === '\r' && text.charAt(at + 2) === '\n'))) {
      at += next === '\n' ? 1 : 2;
    } else if (char === '\\' && (quote === null || '"\\$`'.includes(next)) && next !== '') {
      word = (word ?? '') + next;
      at += 1;
    } else if (quote === '"') {
      if (char === '"') quote = null;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '#' && word === null) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end - 1;
    } else if (/[\s;|&]/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
      if (!/\s/.test(char)) words.push(char);
    } else {
      word = (word ?? '') + char;
    }
  }
  if (word !== null) words.push(word);
  return words;
}
