import type { SnapshotIntegrity } from '../contract/snapshot-report.ts';
import { type Printable, words } from '../core/terminal/printable.ts';

/** What each verdict means. */
export const verdictMeaning: Readonly<Record<SnapshotIntegrity['verdict'], string>> = {
  ok: 'whole: the hash and every record were checked',
  unverifiable: 'nothing is wrong, and there is no hash that would prove it',
  damaged: 'damaged',
};

/** Returns in words whether a snapshot is whole, with what is wrong first. */
export function verdictWords({ verdict, findings, found }: SnapshotIntegrity): Printable {
  if (verdict === 'ok') {
    const warning = findings.find(({ severity }) => severity === 'warning');
    return warning === undefined ? words`whole` : words`whole, but ${warning.message}`;
  }
  const [first] = findings;
  const more = found > 1 ? `, and ${found - 1} more` : '';
  const why = first === undefined ? words`` : words`: ${first.message}${more}`;
  return verdict === 'damaged' ? words`DAMAGED${why}` : words`cannot be verified${why}`;
}
