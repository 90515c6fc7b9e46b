import type { MemberStatus } from '../../../contract/cluster.ts';
import { finding } from '../../members/findings.ts';
import { versionParts } from '../../members/version-defects.ts';
import type { Rule } from './rule.ts';

/** What decides who may take a snapshot. */
export interface SaveRights {
  readonly members: readonly Pick<MemberStatus, 'version'>[];
  /** Whether auth is on; `null`: not known. */
  readonly isAuthOn: boolean | null;
}

/** From this minor version on, the maintenance API takes the role root. */
const thresholds = { minor: 6 };

/** Finds that any authenticated user may take a snapshot, password hashes included. */
export const anyUserMaySave: Rule<SaveRights> = {
  code: 'AnyUserMaySave',
  source: 'etcd release notes',
  thresholds,
  find: ({ members, isAuthOn }) => {
    if (isAuthOn !== true) return [];
    const older = members.flatMap(({ version }) => {
      const parts = version === null ? null : versionParts(version);
      return version === null || parts === null || parts.minor >= thresholds.minor ? [] : [{ version, ...parts }];
    });
    const [oldest] = older.toSorted((a, b) => a.minor - b.minor || a.patch - b.patch);
    return oldest === undefined ? [] : [finding('AnyUserMaySave', 'info', { detail: { version: oldest.version } })];
  },
};
