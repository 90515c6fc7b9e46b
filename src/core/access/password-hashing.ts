import { versionParts } from '../members/version-defects.ts';

/**
 * Returns whether a version passes on the hash of a password (3.5 and later, etcd-io/etcd#11943). 3.4 does not look for it:
 * it stores the empty password, and lets in everybody who knows the name. An unknown version does not.
 */
export const isHashing = (version: string | null): boolean => (minorOf(version) ?? 0) >= 5;

/** Returns whether a version takes the empty password for the hash of one; an unknown version does not. */
export const isBeforeHashing = (version: string | null): boolean => (minorOf(version) ?? 5) < 5;

const minorOf = (version: string | null): number | null =>
  (version === null ? null : versionParts(version)?.minor) ?? null;
