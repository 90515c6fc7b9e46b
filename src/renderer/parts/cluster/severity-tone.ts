import type { Severity } from '../../../contract/findings.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** The tone in which a finding of this urgency is shown. */
export const severityTone: Readonly<Record<Severity, Extract<Tone, 'bad' | 'warn' | 'info'>>> = {
  critical: 'bad',
  warning: 'warn',
  info: 'info',
};
