import type { PermittedExtent } from '../../../contract/access.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** How much is permitted, in a word or two. */
export function extentWords({ extent }: Pick<PermittedExtent, 'extent'>): {
  readonly text: string;
  readonly tone: Tone;
} {
  switch (extent) {
    case 'whole':
      return { text: 'yes', tone: 'ok' };
    case 'part':
      return { text: 'in part', tone: 'warn' };
    case 'none':
      return { text: 'no', tone: 'neutral' };
  }
}

/** The roles that permit it, each once. */
export const rolesBy = ({ by }: Pick<PermittedExtent, 'by'>): readonly string[] => [
  ...new Set(by.map(({ role }) => role)),
];
