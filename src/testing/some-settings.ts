import type { Settings } from '../contract/settings.ts';

/** The settings of somebody who has changed these alone. */
export const someSettings = (changes: Partial<Settings> = {}): Settings => ({
  theme: 'system',
  etcdBinary: null,
  etcdRelease: null,
  snapshotFolder: null,
  journalDays: null,
  journalMiB: 768,
  reopensWindows: true,
  looksForUpdates: false,
  layout: {},
  ...changes,
});
