import type { SnapshotIntegrity } from '../../../contract/snapshot-report.ts';
import { plural } from '../../ui/format.ts';
import type { ChipWords } from '../../ui/StatusChip.tsx';

/** What a verdict is called, and its colour. */
export const verdictChips = {
  ok: { tone: 'ok', text: 'checked ok' },
  unverifiable: { tone: 'warn', text: 'unverifiable' },
  damaged: { tone: 'bad', text: 'damaged' },
} as const satisfies Record<SnapshotIntegrity['verdict'], ChipWords>;

/** What a verdict means for the operator, in two sentences at most. */
export function verdictWords({ verdict, found }: SnapshotIntegrity): { readonly title: string; readonly text: string } {
  switch (verdict) {
    case 'ok':
      return {
        title: 'This snapshot is whole.',
        text: 'Its hash holds, every page and every record was read, and each key’s history has no gap.',
      };
    case 'unverifiable':
      return {
        title: 'Nothing is wrong with this file, and nothing proves that its values are what was written.',
        text: 'It has no hash at its end, as the database of a data-dir. A value that was changed on the disk would not show.',
      };
    case 'damaged':
      return {
        title: `This snapshot is damaged: ${plural(found, 'finding')}.`,
        text: 'You can look at what can be read of it, and put single keys back. Restore from another snapshot.',
      };
  }
}
