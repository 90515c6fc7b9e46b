import { type CommandRow, commandTable, globalFlags } from '../../src/contract/etcdctl-bridge/command-table.ts';
import type { EtcdctlCommand } from '../../src/contract/etcdctl-bridge/commands.ts';

/** What a command of etcdctl is here: on the screens, and in a terminal where etcdeck has it there. */
interface Counterpart {
  readonly screen: string;
  readonly command: string | null;
}

const members = '[Cluster](cluster.md)';
const maintenance = '[Cluster, Maintenance](maintenance.md)';
const changes = '[a plan for the members](members.md)';
const access = '[Access](access.md)';
const planned = (what: string): string => `${access}, as a plan: ${what}`;

const here = (screen: string, command: string | null = null): Counterpart => ({ screen, command });

/** Every command that opens as something here. The compiler checks that none is left out. */
const counterparts: Readonly<Record<EtcdctlCommand['kind'], Counterpart>> = {
  get: here('[Keys](keys.md): the key, or what is below the prefix, at the revision of `--rev`', 'get` and `ls'),
  put: here('[Keys](keys.md), as a plan', 'put'),
  del: here('[Keys](keys.md), as a plan that counts the keys', 'del'),
  watch: here('[Watches](watches.md)', 'watch'),
  txn: here('[Transactions](transactions.md), where its input is pasted'),
  compaction: here('[Keep the cluster well](maintenance.md), as a plan', 'compact'),
  'lease grant': here('[Leases](leases.md), as a plan', 'lease grant'),
  'lease keep-alive': here('[Leases](leases.md)'),
  'lease list': here('[Leases](leases.md)', 'lease list'),
  'lease revoke': here('[Leases](leases.md), as a plan that names the keys that go', 'lease revoke'),
  'lease timetolive': here('[Leases](leases.md), with the keys that are attached', 'lease list'),
  'alarm disarm': here(`${maintenance}, as a plan`, 'reclaim'),
  'alarm list': here(maintenance, 'status'),
  defrag: here(`${maintenance}, as a plan, one member at a time`, 'defrag'),
  'downgrade cancel': here(`${maintenance}, as a plan`),
  'downgrade enable': here(`${maintenance}, as a plan`),
  'downgrade validate': here(`${maintenance}: versions`),
  'endpoint hashkv': here(`${maintenance}: members compared`, 'hashkv'),
  'endpoint health': here(members, 'status'),
  'endpoint status': here(members, 'status'),
  'member add': here(`${changes}: a learner`, 'member add'),
  'member list': here(members, 'status'),
  'member promote': here(changes, 'member promote'),
  'member remove': here(changes, 'member remove'),
  'member update': here(changes, 'member update'),
  'move-leader': here(changes, 'move-leader'),
  'snapshot restore': here('[Restore](restore.md#restore), with the commands of each member', 'snapshot restore'),
  'snapshot save': here('[Snapshots](snapshots.md)', 'snapshot save'),
  'snapshot status': here('[the file, opened](snapshots.md#open-one)', 'snapshot status'),
  'auth disable': here(planned('authentication off')),
  'auth enable': here(planned('authentication on')),
  'auth status': here(access),
  'role add': here(planned('a new role')),
  'role delete': here(planned('the role goes')),
  'role get': here(access, 'access check'),
  'role grant-permission': here(planned('who gains what')),
  'role list': here(access),
  'role revoke-permission': here(planned('who loses what')),
  'user add': here(planned('a new user')),
  'user delete': here(planned('the user goes')),
  'user get': here(access, 'access check'),
  'user grant-role': here(planned('who gains what')),
  'user list': here(access),
  'user passwd': here(planned('a new password')),
  'user revoke-role': here(planned('who loses what')),
  'check perf': here(`${maintenance}: performance`, 'check perf'),
};

const isKnown = (name: string): name is EtcdctlCommand['kind'] => name in counterparts;

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
    const { screen, command } = counterparts[name];
    const cells = [spelt(name, row), screen, command === null ? '' : `\`${command}\``];
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
