/** A defect of etcd 3: of each minor version that had it, the first patch release that has it no more. */
export type VersionDefect = Readonly<Record<number, number>>;

/** A member refuses to add another one while any voting member is down, though a quorum would be left. */
export const refusesToAdd: VersionDefect = { 5: 30, 6: 11 };

/** MemberUpdate makes a voting member of a learner, whether it follows the leader or not. */
export const forgetsLearner: VersionDefect = { 5: 31, 6: 12 };

/** A member refuses a token that it did not give even while auth is off. */
export const refusesAnyToken: VersionDefect = { 4: 28, 5: 10 };

/** A member that is defragmented while it takes over the leader's snapshot may damage its database (etcd#20271). */
export const defragmentsDuringSnapshot: VersionDefect = { 5: 23, 6: 5 };

/** A member's status tells another quota than the server goes by (etcd#20790); before 3.6 it tells none. */
export const tellsWrongQuota: VersionDefect = { 6: 6 };

/** Returns the first release without the defect that a version has; `null` where it does not have it. */
export function fixOf(defect: VersionDefect, version: string): string | null {
  const parts = versionParts(version);
  if (parts === null) return null;
  const lines = Object.entries(defect).map(([minor, patch]) => ({ minor: Number(minor), patch }));
  // A version older than every one with a fix gets none.
  const line = lines.find(({ minor }) => minor === parts.minor) ?? lines.find(({ minor }) => parts.minor < minor);
  if (line === undefined || (line.minor === parts.minor && parts.patch >= line.patch)) return null;
  return `3.${line.minor}.${line.patch}`;
}

/** Returns the minor and the patch version of a release of etcd 3; `null` for other text. */
export function versionParts(version: string): { readonly minor: number; readonly patch: number } | null {
  const [, minor, patch] = /^3\.([0-9]{1,3})\.([0-9]{1,4})(?![0-9])/.exec(version) ?? [];
  return minor === undefined || patch === undefined ? null : { minor: Number(minor), patch: Number(patch) };
}
