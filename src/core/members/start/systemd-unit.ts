import { unitWord } from '../command-line/unit-words.ts';
import { flagsAsOneWord } from './flag-spellings.ts';
import type { StartFlag } from './start-settings.ts';

/**
 * Returns a unit file that starts the member. The binary is looked up by `env`, since distributions and etcd's own
 * releases put it in different folders and units before systemd 250 need an absolute path.
 */
export function systemdUnit(flags: readonly StartFlag[]): string {
  const words = ['/usr/bin/env', 'etcd', ...flagsAsOneWord(flags)].map(unitWord);
  const [env = '', etcd = '', ...rest] = words;
  return `# /etc/systemd/system/etcd.service
[Unit]
Description=etcd, a distributed key-value store
Documentation=https://etcd.io/docs/
Wants=network-online.target
After=network-online.target

[Service]
# etcd reports that it serves. The members of a new cluster wait for each other, however long that takes.
Type=notify
TimeoutStartSec=infinity
ExecStart=${[`${env} ${etcd}`, ...rest].join(' \\\n  ')}
# A member that is removed from its cluster ends with success, and must stay down.
Restart=on-failure
RestartSec=5s
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
`;
}
