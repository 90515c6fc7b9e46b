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

const checkStates: Readonly<Record<CheckState['state'], { readonly tone: Tone; readonly text: string }>> = {
  waiting: { tone: 'neutral', text: 'waiting' },
  running: { tone: 'info', text: 'looking' },
  done: { tone: 'ok', text: 'done' },
  partial: { tone: 'warn', text: 'in part' },
  failed: { tone: 'warn', text: 'not possible' },
  skipped: { tone: 'neutral', text: 'not asked for' },
};

/** The state in words. A part that was skipped at a time had nothing to look at; one without a time was not asked for. */
export const checkStateOf = ({ state, at }: CheckState): { readonly tone: Tone; readonly text: string } =>
  state === 'skipped' && at !== null ? { tone: 'neutral', text: 'nothing to look at' } : checkStates[state];
