import type { MemberId } from '../../../contract/ids.ts';
import type { SnapshotMember } from '../../../contract/snapshot-report.ts';
import { type Entry, textOfEntry } from './entry.ts';

const mostURLs = 100;
const idText = /^[0-9a-f]{1,16}$/;

/** Returns the id that an entry has as its key. In JSON it is a number beyond 2^53. */
export function memberIdOf({ key }: Entry): MemberId | null {
  const text = textOfEntry(key);
  return idText.test(text) ? (text as MemberId) : null; // it is etcdctl's form
}

/** Reads an entry of the bucket `members`. */
export function readMember(entry: Entry): SnapshotMember | null {
  const id = memberIdOf(entry);
  const said = id === null ? null : parsed(entry.value);
  if (id === null || said === null) return null;
  const { name, peerURLs, clientURLs, isLearner } = said;
  return {
    id,
    name: typeof name === 'string' ? name.slice(0, 2_000) : '',
    peerURLs: textsOf(peerURLs),
    clientURLs: textsOf(clientURLs),
    isLearner: isLearner === true,
  };
}

function parsed(value: Uint8Array): Record<string, unknown> | null {
  try {
    const said: unknown = JSON.parse(Buffer.from(value).toString());
    // An object has named fields, whatever they are.
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function textsOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  const texts = list.filter((text): text is string => typeof text === 'string');
  return texts.slice(0, mostURLs).map((text) => text.slice(0, 2_000));
}
