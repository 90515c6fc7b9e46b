import type { RestoredMember, RestoreForm } from '../../contract/restores.ts';
import { addressOf } from '../recovery/recovery-hosts.ts';

type Placed = Pick<RestoreForm, 'members' | 'dataDir'>;

/** Returns a folder without slashes at its end: a backslash there would take a quote behind it along. */
export const withoutSlash = (folder: string): string => folder.replace(/(?<=[^/\\:])[/\\]{1,16}$/, '');

/** Returns the members that share the host of their first peer URL with others, each host by itself. */
export function sharedHosts(members: readonly RestoredMember[]): readonly (readonly RestoredMember[])[] {
  const hosts = new Map<string | null, RestoredMember[]>();
  for (const member of members) {
    const address = addressOf(member.peerURLs[0]);
    hosts.set(address, [...(hosts.get(address) ?? []), member]);
  }
  return [...hosts.values()].filter((shared) => shared.length > 1);
}

/** Returns the data-dir of a member on its host: the form's, or one beside it where it shares the host with others. */
export function dataDirOf({ members, dataDir }: Placed, name: string): string {
  const shared = sharedHosts(members).find((some) => some.some((member) => member.name === name));
  if (shared === undefined) return withoutSlash(dataDir);
  const names = shared.map((member) => member.name);
  const areFolders = names.every((one) => /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/.test(one));
  // On Windows and macOS, a and A are one folder.
  const areDistinct = new Set(names.map((one) => one.toLowerCase())).size === names.length;
  return `${withoutSlash(dataDir)}-${areFolders && areDistinct ? name : names.indexOf(name) + 1}`;
}
