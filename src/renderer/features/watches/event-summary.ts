import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { WatchEvent } from '../../../contract/watches.ts';
import { isMasked, plainReading, type ReadKey, readValue } from '../../parts/values/read-value.ts';
import { equalBytes } from '../../ui/byte-text.ts';
import { plural } from '../../ui/format.ts';
import { type ChangedField, changedFields } from './changed-fields.ts';

const mostFields = 3;
const mostLetters = 32;

/**
 * An event of a Kubernetes object in a line: its kind, its name, and what has changed in it, with the data of Secrets
 * covered. `null` where the value is no such object.
 */
export async function summaryOf(
  api: Pick<Api, 'values'>,
  connection: ConnectionId,
  event: WatchEvent,
  signal: AbortSignal,
): Promise<string | null> {
  const read = async (entry: WatchEvent['previous']): Promise<ReadKey | null> =>
    entry === null ? null : await readValue(api, liveKeys(connection), entry, plainReading, { signal });
  const [before, after] = await Promise.all([read(event.previous), read(event.type === 'put' ? event.entry : null)]);
  const object = (after ?? before)?.value.object ?? null;
  if (object === null) return encryptedWords(after ?? before);
  const subject = object.name === null ? object.kind : `${object.kind} ${object.name}`;
  const changes = event.type === 'put' ? changeWords(before, after, event.entry.version) : null;
  return changes === null ? subject : `${subject}: ${changes}`;
}

/** What is shown of a value that cannot be decrypted here. */
function encryptedWords(read: ReadKey | null): string | null {
  const note = read?.value.notes.find(({ kind }) => kind === 'encrypted');
  return note?.kind === 'encrypted' && !note.isOpened ? `encrypted, ${note.provider}` : null;
}

function changeWords(before: ReadKey | null, after: ReadKey | null, version: number): string | null {
  if (after === null) return null;
  if (before === null) return version === 1 ? 'created' : null;
  const fields = changedFields(before.value, after.value);
  if (fields.length > 0) return fieldWords(fields);
  if (isMasked(after)) return 'its data is masked, and nothing else has changed';
  return equalBytes(before.entry.value, after.entry.value) ? 'written again as it was' : 'only managed fields changed';
}

function fieldWords(fields: readonly ChangedField[]): string {
  const shown = fields.slice(0, mostFields).map(oneField).join(', ');
  const others = fields.length - mostFields;
  return others > 0 ? `${shown} and ${plural(others, 'more field')}` : shown;
}

function oneField({ path, before, after }: ChangedField): string {
  if (after === null) return `${path} removed`;
  if (before === null) return `${path} added`;
  return isShort(before) && isShort(after) ? `${path} ${before} → ${after}` : path;
}

const isShort = (text: string): boolean => text.length <= mostLetters && !text.includes('\n');
