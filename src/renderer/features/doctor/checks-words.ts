import type { CheckName, CheckState } from '../../../contract/doctor.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

export const checkTitles: Readonly<Record<CheckName, string>> = {
  status: 'Members and quorum',
  metrics: 'Metrics',
  versions: 'Versions and known defects',
  certificates: 'Certificates',
  exposure: 'Who can reach it',
  history: 'Compaction of history',
  snapshots: 'Snapshots',
  hash: 'The members’ data',
};

export const checkStates: Readonly<Record<CheckState['state'], { readonly tone: Tone; readonly text: string }>> = {
  waiting: { tone: 'neutral', text: 'waiting' },
  running: { tone: 'info', text: 'looking' },
  done: { tone: 'ok', text: 'done' },
  partial: { tone: 'warn', text: 'in part' },
  failed: { tone: 'warn', text: 'not possible' },
  skipped: { tone: 'neutral', text: 'not asked for' },
};
