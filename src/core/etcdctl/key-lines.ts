import { shellQuote } from '../../contract/shell-quote.ts';

/** Returns the line of etcdctl that deletes a key; `head`: the line up to its command. */
export function deleteLine(head: string, key: Uint8Array): string {
  return lineWith([key], ([word]) => `${head} del ${word}`);
}

/** Returns a comment in place of the line that writes a key: its value is never shown. */
export function putLine(head: string, key: Uint8Array, bytes: number): string {
  return lineWith([key], ([word]) => `# ${head} put ${word}, with its ${bytes} bytes`);
}

/** Returns a line made of keys as words of a shell; a comment where no argument can hold one of them. */
export function lineWith(keys: readonly Uint8Array[], line: (words: readonly string[]) => string): string {
  const words = keys.map(argumentOf);
  const spelled = words.flatMap((word) => (word === null ? [] : [word]));
  if (spelled.length === words.length) return line(spelled);
  const names = keys.map((key) => `0x${Buffer.from(key).toString('hex')}`).join(' ');
  return `# no argument can hold the zero byte of ${names}`;
}

/** Returns a key as an argument, which `--` keeps from being a flag; `null` where no shell can pass it on. */
function argumentOf(key: Uint8Array): string | null {
  const word = shellQuote(key);
  return word !== null && key[0] === 0x2d ? `-- ${word}` : word;
}
