import { version } from '../../package.json';

/** What the build knew of its source (`scripts/build-facts.mjs`); absent where the sources run without one. */
declare const ETCDECK_BUILD: { readonly commit: string | null; readonly date: string | null } | undefined;

const { commit, date } = typeof ETCDECK_BUILD === 'undefined' ? { commit: null, date: null } : ETCDECK_BUILD;

/** The day of the commit that was built, as `2026-11-30`; empty where the build knew none. */
export const buildDate = date ?? '';

/** The versions of etcd whose calls, words and files are known. */
const etcd = ['3.4', '3.5', '3.6', '3.7'];

/** Returns what `--version` prints; as JSON also what was built, and what runs it. */
export function versionText(isJson: boolean): string {
  if (!isJson) return `${version}\n`;
  const { platform, arch } = process;
  return `${JSON.stringify({ version, commit, node: process.versions.node, platform, arch, etcd })}\n`;
}
