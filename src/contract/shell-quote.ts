import { exactUtf8Text, utf8Bytes } from './utf8.ts';

/** A word that begins with `=` is quoted: zsh replaces it with a program's path. */
const plain = /^[A-Za-z0-9_/:.,@%+-][A-Za-z0-9_/:.,@%+=-]*$/;
/** Characters that are invisible or move visible ones: controls, separators, format and private characters. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', "'": "\\'" };

/**
 * Returns bytes as one word of a POSIX shell, on one line. Invisible characters make it `$'…'`, which bash, zsh and ksh
 * read. Returns `null` for bytes with a zero byte, which no argument can hold.
 */
export function shellQuote(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  const text = exactUtf8Text(bytes);
  if (text !== null && !unseen.test(text)) return shellQuoteText(text);
  return `$'${lettersOf(bytes).map(escaped).join('')}'`;
}

/**
 * Returns bytes as a string of Go, which is how `etcdctl txn` reads keys and values: `"a\xff"`. It is on one line and
 * printable.
 */
export function goQuote(bytes: Uint8Array): string {
  return `"${lettersOf(bytes).map(escapedInGo).join('')}"`;
}

const shortInGo: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', '"': '\\"' };

function escapedInGo(letter: string | Uint8Array): string {
  if (typeof letter !== 'string') return hex(letter);
  return shortInGo[letter] ?? (unseen.test(letter) ? hex(utf8Bytes(letter)) : letter);
}

/** Returns the characters of bytes; of bytes that are no UTF-8, those of ASCII and each other byte. */
const lettersOf = (bytes: Uint8Array): readonly (string | Uint8Array)[] => {
  const text = exactUtf8Text(bytes);
  if (text !== null) return Array.from(text);
  return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : Uint8Array.of(byte)));
};

/** Returns a text of visible characters as one word of a POSIX shell, which reads it unchanged. */
export function shellQuoteText(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Returns a text as one word of a shell, on one line and printable. No argument can hold a NUL: it is left out. */
export function shellWord(text: string): string {
  return shellQuote(utf8Bytes(text.replaceAll('\0', ''))) ?? "''";
}

/** Returns words as one command of a shell, each quoted. */
export function shellCommand(...words: readonly string[]): string {
  return words.map(shellWord).join(' ');
}

/**
 * Returns a text as one word of PowerShell, 5.1 and later, on one line and printable. No argument can hold a NUL: it is
 * left out. PowerShell before 7.3 passes a double quote on to a program unescaped, whatever its quoting.
 */
export function powershellWord(text: string): string {
  const whole = text.replaceAll('\0', '');
  if (plainInPowershell.test(whole)) return whole;
  if (!unseen.test(whole)) return `'${whole.replace(singleQuotes, '$&$&')}'`;
  return `"${Array.from(whole, escapedInPowershell).join('')}"`;
}

/** Returns words as one command of PowerShell, each quoted; the first names a program. */
export function powershellCommand(program: string, ...words: readonly string[]): string {
  const name = powershellWord(program);
  // A quoted word alone is an expression, which is printed and not run.
  return [name === program ? name : `& ${name}`, ...words.map(powershellWord)].join(' ');
}

/** A word with a dash first is cut at a full stop or a colon, and a comma makes a list. */
const plainInPowershell = /^(?:[A-Za-z0-9_/\\][A-Za-z0-9_/\\:.=-]*|-[A-Za-z0-9_/-]*)$/;
/** Typographic quotes are quotes to PowerShell. */
const singleQuotes = /['\u2018-\u201b]/g;
const steeringInPowershell = /["$`\u201c-\u201e]/;

/** Returns a character as it is written within `"…"`: `\u{…}` came with PowerShell 6. */
function escapedInPowershell(letter: string): string {
  if (unseen.test(letter)) return `$([char]::ConvertFromUtf32(0x${(letter.codePointAt(0) ?? 0).toString(16)}))`;
  return steeringInPowershell.test(letter) ? `\`${letter}` : letter;
}

/** Returns a character, or a byte that is not part of one, as it is written within `$'…'`. */
function escaped(letter: string | Uint8Array): string {
  if (typeof letter !== 'string') return hex(letter);
  return short[letter] ?? (unseen.test(letter) ? hex(utf8Bytes(letter)) : letter);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
