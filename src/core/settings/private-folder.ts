import { chmodSync, lstatSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';

/** What the product itself puts into its settings folder, with the locks and passing files of its documents. */
const own =
  /^(?:(?:settings|connections|known_hosts|secrets|windows|sightings|snapshots|schedules|snoozes|object-stores|decoders|updates)\.json(?:\..+)?|journal|sandboxes|programs|rehearsals|snapshot-index|opened-backups|sample|desktop|serve|command-line|kube-api)$/;

/** Rights of anybody but the owner. */
const others = 0o077;

/**
 * Removes other users' rights on the settings folder and on the product's files in it. A folder that also serves other
 * purposes (`ETCDECK_CONFIG_DIR` may name any) keeps its rights; the product's own files in it do not. Returns why
 * others can still read the folder, or `null`. Fails with `FileNotWritable` where other users have rights on a folder
 * that belongs to another user. An absent folder counts as private.
 */
export function keepPrivate(folder: string): string | null {
  // Windows has no such rights: a user's folder is that user's.
  const user = process.getuid?.();
  const facts = user === undefined ? undefined : statSync(folder, { throwIfNoEntry: false });
  if (facts === undefined || !facts.isDirectory()) return null;
  const isOpen = (facts.mode & others) !== 0;
  if (isOpen && facts.uid !== user) throw notOurs(folder, facts.mode);
  const names = readdirSync(folder);
  for (const name of names) if (own.test(name)) tighten(join(folder, name));
  if (!isOpen) return null;
  const isOurs = folder !== homedir() && (basename(folder) === 'etcdeck' || names.every((name) => own.test(name)));
  if (!isOurs) return 'it holds other files too, so its rights were left as they are';
  tighten(folder);
  return (statSync(folder).mode & others) === 0 ? null : 'the file system does not take these rights away';
}

/** Leaves links alone, and what is not ours to change. */
function tighten(path: string): void {
  try {
    const facts = lstatSync(path);
    if (facts.isSymbolicLink() || (facts.mode & others) === 0) return;
    chmodSync(path, facts.isDirectory() ? 0o700 : 0o600);
  } catch {
    // It is gone, or its file system knows no rights.
  }
}

function notOurs(folder: string, mode: number): EtcdeckError {
  const rights = (mode & 0o777).toString(8);
  return new EtcdeckError({
    code: 'FileNotWritable',
    message: `the settings folder ${folder} belongs to another user and is open to others (mode ${rights}): nothing is written there. Take it over and chmod it to 700, or name another one in ETCDECK_CONFIG_DIR`,
    detail: { file: folder },
  });
}
