import { liveKeys } from '../contract/key-source.ts';
import { textOf } from '../core/bytes/bytes.ts';
import { joined, type Printable, words } from '../core/terminal/printable.ts';
import type { Invocation } from './invocation.ts';
import type { Session } from './session.ts';

const mostLines = 8;
const mostColumns = 160;

/**
 * Returns a value beneath its heading, for a person who decides on it: its first lines, decoded, the data of Kubernetes
 * Secrets covered.
 */
export async function shownValue(
  { signal }: Invocation,
  { api, connection }: Session,
  heading: string,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
): Promise<Printable> {
  const request = { source: liveKeys(connection), key, value, codec: null, showsManagedFields: false, reveal: false };
  const decoded = await api.values.decode(request, { signal });
  const isCovered = decoded.notes.some(({ kind }) => kind === 'masked');
  // Text with control characters is still text, and is shown as `get` shows it.
  const text = decoded.codec === 'hex' && !isCovered ? (textOf(value) ?? decoded.text) : decoded.text;
  const lines = text.replace(/\n$/, '').split('\n');
  const shown = lines.slice(0, mostLines).map((line) => words`    ${cut(line)}\n`);
  const left = lines.length - shown.length;
  const rest = left > 0 ? words`    … ${left} more ${left === 1 ? 'line' : 'lines'}\n` : words``;
  return words`${heading}\n${joined(shown)}${rest}`;
}

function cut(line: string): string {
  if (line.length <= mostColumns) return line;
  return `${line.slice(0, mostColumns)}… (${line.length - mostColumns} characters more)`;
}
