import { type EtcdctlProfile, etcdctlHead } from '../../contract/etcdctl-line.ts';
import type { PlannedChange } from '../../contract/planned-changes.ts';
import { deleteLine, lineWith, putLine } from '../etcdctl/key-lines.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import type { ChangeList } from './change-list.ts';

/** More lines are not read. */
const mostLines = 20;

/** The etcdctl command that reads a plan's values, up to the key. */
export interface ReadWith {
  readonly command: string;
  readonly revision: number | null;
}

/** Returns how etcdctl reads the values of a source; `null` where it cannot. */
export function readWithOf(source: OpenSource): ReadWith | null {
  const command = source.etcdctl();
  return command === null ? null : { command, revision: source.whole.revision };
}

/** Returns the deletion of a prefix. */
export function etcdctlDeletePrefix(profile: EtcdctlProfile, prefix: Uint8Array): string {
  return lineWith([prefix], ([word]) => `${etcdctlHead(profile)} del --prefix ${word}`);
}

/**
 * Returns the first changes of a plan as shell commands, without its guards. Values are never shown: a copied value is
 * read from its key, any other is named by its size, in a line that no shell runs.
 */
export function etcdctlLines(
  profile: EtcdctlProfile,
  changes: ChangeList,
  readWith: ReadWith | null = null,
): readonly string[] {
  const head = etcdctlHead(profile);
  const changed = changes.samples.filter(({ kind }) => kind !== 'skip').slice(0, mostLines);
  const rest = changes.length - changed.length;
  const lines = changed.map((sample) => lineOf(head, sample, readWith));
  return rest > 0 ? [...lines, `# and ${rest} more alike`] : lines;
}

function lineOf(head: string, { kind, key, from, bytes }: PlannedChange, readWith: ReadWith | null): string {
  if (kind === 'delete') return deleteLine(head, key);
  if (from === null || readWith === null) return putLine('etcdctl', key, bytes);
  const { command, revision } = readWith;
  const at = revision === null ? '' : ` --rev=${revision}`;
  // Printed plainly, a value would get an extra line end.
  const exactly = "jq -r '.kvs[0].value' | base64 -d";
  return lineWith(
    [from, key],
    ([source, target]) => `${command} get${at} -w json ${source} | ${exactly} | ${head} put ${target}`,
  );
}
