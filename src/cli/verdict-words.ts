import type { SnapshotIntegrity } from '../contract/snapshot-report.ts';
import { type Printable, words } from '../core/terminal/printable.ts';

/** What each verdict is called: in a list, before what is wrong, and where nothing else is said of it. */
export const verdicts: Readonly<
  Record<SnapshotIntegrity['verdict'], { readonly listed: string; readonly said: string; readonly meaning: string }>
> = {
  ok: { listed: 'ok', said: 'whole', meaning: 'whole: the hash and every record were checked' },
  unverifiable: {
    listed: 'unverifiable',
    said: 'cannot be verified',
    meaning: 'cannot be verified: nothing is wrong, and there is no hash that would prove it',
  },
  damaged: { listed: 'DAMAGED', said: 'DAMAGED', meaning: 'DAMAGED' },
};

/** Returns in words whether a snapshot is whole, with what is wrong first. */
export function verdictWords({ verdict, findings, found }: SnapshotIntegrity): Printable {
  const { said } = verdicts[verdict];
  if (verdict === 'ok') {
    const warning = findings.find(({ severity }) => severity === 'warning');
    return warning === undefined ? words`${said}` : words`${said}, but ${warning.message}`;
  }
  const [first] = findings;
  const more = found > 1 ? `, and ${found - 1} more` : '';
  return first === undefined ? words`${said}` : words`${said}: ${first.message}${more}`;
}
