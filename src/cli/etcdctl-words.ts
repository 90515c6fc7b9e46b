import { commandTable } from '../contract/etcdctl-bridge/command-table.ts';
import type { EtcdctlCommand } from '../contract/etcdctl-bridge/commands.ts';
import { withoutFullStop } from '../contract/text-end.ts';

/**
 * What does here what a command of etcdctl does; none where the app alone has it. The compiler checks that no command is
 * left out that a pasted line opens.
 */
export const counterparts: Readonly<Record<EtcdctlCommand['kind'], readonly string[]>> = {
  get: ['get', 'ls'],
  put: ['put'],
  del: ['del'],
  watch: ['watch'],
  txn: [],
  compaction: ['compact'],
  'lease grant': ['lease grant'],
  'lease keep-alive': [],
  'lease list': ['lease list'],
  'lease revoke': ['lease revoke'],
  'lease timetolive': ['lease list'],
  'alarm disarm': ['reclaim'],
  'alarm list': ['status'],
  defrag: ['defrag'],
  'downgrade cancel': [],
  'downgrade enable': [],
  'downgrade validate': [],
  'endpoint hashkv': ['hashkv'],
  'endpoint health': ['status'],
  'endpoint status': ['status'],
  'member add': ['member add'],
  'member list': ['status'],
  'member promote': ['member promote'],
  'member remove': ['member remove'],
  'member update': ['member update'],
  'move-leader': ['move-leader'],
  'snapshot restore': ['snapshot restore'],
  'snapshot save': ['snapshot save'],
  'snapshot status': ['snapshot status'],
  'auth disable': [],
  'auth enable': [],
  'auth status': [],
  'role add': [],
  'role delete': [],
  'role get': ['access check'],
  'role grant-permission': [],
  'role list': [],
  'role revoke-permission': [],
  'user add': [],
  'user delete': [],
  'user get': ['access check'],
  'user grant-role': [],
  'user list': [],
  'user passwd': [],
  'user revoke-role': [],
  'check perf': ['check perf'],
};

/** What does here what a command does that prints something of etcdctl itself. */
const ownWords: Readonly<Record<string, readonly string[]>> = { version: ['--version'], options: ['--help'] };

const inTheApp = 'the app does it: etcdeck serve --open opens it, and Ctrl+K there takes the line of etcdctl';

/** What to do without an option of etcdctl, by the command here. */
export const optionWords: Readonly<Record<string, string>> = {
  'get --prefix': 'etcdeck ls PREFIX lists what is beneath a prefix',
  'get --keys-only': 'etcdeck ls PREFIX lists keys without their values',
  'get --limit': 'etcdeck ls PREFIX takes it',
  'get --print-value-only': '--raw prints the value alone',
  'put --lease': inTheApp,
  'put --ignore-lease': inTheApp,
  'del --prefix': `one key is deleted at a time; of a whole prefix ${inTheApp}`,
  'del --range': `one key is deleted at a time; of a whole range ${inTheApp}`,
  'del --from-key': `one key is deleted at a time; of a whole range ${inTheApp}`,
  'defrag --cluster': 'all voting members are defragmented, or those that --member names',
  'status --cluster': 'every member is asked',
  'hashkv --cluster': 'every member is asked',
  'member add --learner': 'it adds a learner, unless --voter is given',
  'snapshot restore --mark-compacted': 'what was before is marked wherever --bump-revision raises the revision',
  'snapshot restore --initial-advertise-peer-urls': 'they are those of --name in --initial-cluster',
};

/**
 * Returns what is typed here for a command of etcdctl that the parser does not know, `null` for any other word. `group`:
 * the commands that it was found beneath; `word` and `rest`: itself, and what stands behind.
 */
export function insteadOfCommand(group: string, word: string, rest: readonly string[]): string | null {
  const path = `${group} ${word}`.trim();
  const name = [...rest.map((each) => `${path} ${each}`), path].find((each) => Object.hasOwn(commandTable, each));
  const row = name === undefined ? undefined : commandTable[name];
  if (name === undefined || row === undefined) return null;
  const here = isOpened(name) ? counterparts[name] : ownWords[name];
  if (here === undefined) return `${row.programs[0]} ${name} has no counterpart. ${withoutFullStop(row.not ?? '')}`;
  if (here.length === 0) return `there is no command for ${name} of etcdctl; ${inTheApp}`;
  return `${name} of etcdctl is ${here.map((each) => `etcdeck ${each}`).join(' or ')}`;
}

/** Returns what to do without an option of etcdctl that a command does not take; `null` for any other option. */
export function insteadOfOption(command: string, option: string): string | null {
  const name = `${command} ${option}`;
  const instead = Object.hasOwn(optionWords, name) ? optionWords[name] : undefined;
  return instead === undefined ? null : `etcdeck ${command} takes no ${option}: ${instead}`;
}

const isOpened = (name: string): name is EtcdctlCommand['kind'] => Object.hasOwn(counterparts, name);
