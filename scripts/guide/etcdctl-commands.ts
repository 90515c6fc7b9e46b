import { counterparts } from '../../src/cli/etcdctl-words.ts';
import { type CommandRow, commandTable, globalFlags } from '../../src/contract/etcdctl-bridge/command-table.ts';
import type { EtcdctlCommand } from '../../src/contract/etcdctl-bridge/commands.ts';

const members = '[Cluster](cluster.md)';
const maintenance = '[Cluster, Maintenance](maintenance.md)';
const changes = '[a plan for the members](members.md)';
const access = '[Access](access.md)';
const planned = (what: string): string => `${access}, as a plan: ${what}`;

/** What every command opens as here that opens as something. The compiler checks that none is left out. */
const screens: Readonly<Record<EtcdctlCommand['kind'], string>> = {
  get: '[Keys](keys.md): the key, or what is below the prefix, at the revision of `--rev`',
  put: '[Keys](keys.md), as a plan',
  del: '[Keys](keys.md), as a plan that counts the keys',
  watch: '[Watches](watches.md)',
  txn: '[Transactions](transactions.md), where its input is pasted',
  compaction: '[Keep the cluster well](maintenance.md), as a plan',
  'lease grant': '[Leases](leases.md), as a plan',
  'lease keep-alive': '[Leases](leases.md)',
  'lease list': '[Leases](leases.md)',
  'lease revoke': '[Leases](leases.md), as a plan that names the keys that go',
  'lease timetolive': '[Leases](leases.md), with the keys that are attached',
  'alarm disarm': `${maintenance}, as a plan`,
  'alarm list': maintenance,
  defrag: `${maintenance}, as a plan, one member at a time`,
  'downgrade cancel': `${maintenance}, as a plan`,
  'downgrade enable': `${maintenance}, as a plan`,
  'downgrade validate': `${maintenance}: versions`,
  'endpoint hashkv': `${maintenance}: members compared`,
  'endpoint health': members,
  'endpoint status': members,
  'member add': `${changes}: a learner`,
  'member list': members,
  'member promote': changes,
  'member remove': changes,
  'member update': changes,
  'move-leader': changes,
  'snapshot restore': '[Restore](restore.md#restore), with the commands of each member',
  'snapshot save': '[Snapshots](snapshots.md)',
  'snapshot status': '[the file, opened](snapshots.md#open-one)',
  'auth disable': planned('authentication off'),
  'auth enable': planned('authentication on'),
  'auth status': access,
  'role add': planned('a new role'),
  'role delete': planned('the role goes'),
  'role get': access,
  'role grant-permission': planned('who gains what'),
  'role list': access,
  'role revoke-permission': planned('who loses what'),
  'user add': planned('a new user'),
  'user delete': planned('the user goes'),
  'user get': access,
  'user grant-role': planned('who gains what'),
  'user list': access,
  'user passwd': planned('a new password'),
  'user revoke-role': planned('who loses what'),
  'check perf': `${maintenance}: performance`,
};

const isKnown = (name: string): name is EtcdctlCommand['kind'] => name in screens;

const flagsOf = ({ flags }: CommandRow, use: 'carried' | 'none'): string =>
  Object.entries(flags)
    .filter(([, flag]) => flag.use === use)
    .map(([name]) => `\`--${name}\``)
    .join(' ');

/** The program may stand in front of it in more than one way. */
const spelt = (name: string, { programs }: CommandRow): string =>
  programs.includes('etcdctl') ? `\`${name}\`` : `\`etcdutl ${name}\``;

/** Returns the page of every command of etcdctl and etcdutl: what a pasted line opens as, and what does the same here. */
export function etcdctlCommands(): string {
  const rows = Object.entries(commandTable);
  const open = rows.flatMap(([name, row]) => {
    if (row.not !== null) return [];
    if (!isKnown(name)) throw new Error(`Nothing says what ${name} opens as: scripts/guide/etcdctl-commands.ts`);
    const commands = counterparts[name].map((command) => `\`${command}\``).join(' and ');
    const cells = [spelt(name, row), screens[name], commands];
    return [`| ${[...cells, flagsOf(row, 'carried')].join(' | ')} |`];
  });
  const not = rows.filter(([, row]) => row.not !== null);
  const groups = grouped(not);
  const globals = (use: 'connection' | 'printing' | 'secret'): string =>
    Object.entries(globalFlags)
      .filter(([, flag]) => flag.use === use)
      .map(([name]) => `\`--${name}\``)
      .join(', ');
  return [
    '# Every command of etcdctl',
    '',
    'What a pasted line of etcdctl 3.4 to 3.7 or of etcdutl opens as, and what does the same in a terminal. The list is made',
    'from the table that lines are read by. [How to paste one](etcdctl.md).',
    '',
    '| etcdctl | opens as | `etcdeck …` | flags that count |',
    '|---|---|---|---|',
    ...open,
    '',
    'Other flags of a command change what etcdctl prints, or how long it waits, and make no difference here, except these: a',
    'line with one of them opens as nothing, and the flag is named.',
    '',
    ...rows.flatMap(([name, row]) => {
      const flags = row.not === null ? flagsOf(row, 'none') : '';
      return flags === '' ? [] : [`- ${spelt(name, row)}: ${flags}`];
    }),
    '',
    '## Flags of every command',
    '',
    `- ${globals('connection')} name the cluster and the way to it. The line opens on the connection that is shown, and what`,
    '  differs is said.',
    `- ${globals('secret')} are taken out and kept nowhere.`,
    `- ${globals('printing')} make no difference.`,
    '',
    '## Commands without a counterpart',
    '',
    ...[...groups].map(([why, entries]) => `- ${entries.map(([name, row]) => spelt(name, row)).join(', ')}: ${why}`),
    '',
  ].join('\n');
}

type Entry = readonly [name: string, row: CommandRow];

/** Commands by why they have no counterpart. */
function grouped(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, readonly Entry[]>();
  for (const entry of entries) {
    const why = entry[1].not ?? '';
    groups.set(why, [...(groups.get(why) ?? []), entry]);
  }
  return groups;
}
