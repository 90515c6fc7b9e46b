/** What becomes of a flag of etcdctl here. */
export type FlagUse =
  /** It is part of what opens. */
  | 'carried'
  /** It changes what etcdctl prints, or how long it waits: what opens is the same without it. */
  | 'printing'
  /** It names the cluster, and how etcdctl comes to it. */
  | 'connection'
  /** It holds a password or a token, which is not kept. */
  | 'secret'
  /** It asks for something that etcdeck does not do. */
  | 'none';

/** A flag of etcdctl or etcdutl. */
export interface FlagRow {
  readonly takesValue: boolean;
  readonly use: FlagUse;
}

/** A command of etcdctl or etcdutl. */
export interface CommandRow {
  readonly programs: readonly ('etcdctl' | 'etcdutl')[];
  /** The fewest and the most arguments. */
  readonly args: readonly [least: number, most: number];
  readonly flags: Readonly<Record<string, FlagRow>>;
  /** Why it has no counterpart; `null`: it has one. */
  readonly not: string | null;
}

const on = (use: FlagUse): FlagRow => ({ takesValue: false, use });
const of = (use: FlagUse): FlagRow => ({ takesValue: true, use });

/** Flags of every command of etcdctl, in 3.4 to 3.7. */
export const globalFlags: Readonly<Record<string, FlagRow>> = {
  'auth-jwt-token': of('secret'),
  cacert: of('connection'),
  cert: of('connection'),
  'command-timeout': of('printing'),
  debug: on('printing'),
  'dial-timeout': of('printing'),
  'discovery-srv': of('connection'),
  'discovery-srv-name': of('connection'),
  endpoints: of('connection'),
  help: on('none'),
  hex: on('printing'),
  'insecure-discovery': on('connection'),
  'insecure-skip-tls-verify': on('connection'),
  'insecure-transport': on('connection'),
  'keepalive-time': of('printing'),
  'keepalive-timeout': of('printing'),
  key: of('connection'),
  'max-recv-bytes': of('printing'),
  'max-request-bytes': of('printing'),
  password: of('secret'),
  user: of('connection'),
  version: on('none'),
  'write-out': of('printing'),
};

/** Flags of every command of etcdutl, in 3.5 to 3.7. */
export const utilityFlags: Readonly<Record<string, FlagRow>> = {
  help: on('none'),
  timeout: of('printing'),
  version: on('none'),
  'write-out': of('printing'),
};

/** Flags of one letter, by the name that they stand for. */
export const shortFlags: Readonly<Record<string, string>> = {
  ...{ d: 'discovery-srv', h: 'help', i: 'interactive', l: 'listen', w: 'write-out' },
};

const range = { prefix: on('carried'), 'from-key': on('carried') };
const load = { load: of('printing'), prefix: of('printing') };
const maintained = { 'auto-compact': on('none'), 'auto-defrag': on('none') };

const row = (least: number, most: number, flags: CommandRow['flags'] = {}, not: string | null = null): CommandRow => ({
  programs: ['etcdctl'],
  args: [least, most],
  flags,
  not,
});

const either = (one: CommandRow): CommandRow => ({ ...one, programs: ['etcdctl', 'etcdutl'] });
const utility = (one: CommandRow): CommandRow => ({ ...one, programs: ['etcdutl'] });
const shells = 'It writes a script for a shell, of etcdctl; etcdeck completion writes its own.';
const offline = 'It works on the files of a member that is stopped, which etcdeck does not reach.';

/** Every command of etcdctl 3.4 to 3.7 and of etcdutl 3.5 to 3.7. */
export const commandTable: Readonly<Record<string, CommandRow>> = {
  get: row(1, 2, {
    ...range,
    rev: of('carried'),
    ...{ 'count-only': on('printing'), 'keys-only': on('printing'), 'print-value-only': on('printing') },
    ...{ consistency: of('printing'), limit: of('printing'), order: of('printing'), 'sort-by': of('printing') },
    ...{ stream: on('printing') },
    ...{ 'max-create-rev': of('none'), 'max-mod-rev': of('none') },
    ...{ 'min-create-rev': of('none'), 'min-mod-rev': of('none') },
  }),
  put: row(1, 2, {
    ...{ 'ignore-lease': on('carried'), 'ignore-value': on('none'), lease: of('carried'), 'prev-kv': on('printing') },
  }),
  del: row(1, 2, { ...range, 'prev-kv': on('printing'), range: on('carried') }),
  watch: row(1, 2, {
    ...{ interactive: on('none'), prefix: on('carried'), 'prev-kv': on('carried') },
    ...{ 'progress-notify': on('printing'), rev: of('carried') },
  }),
  txn: row(0, 0, { interactive: on('printing') }),
  compaction: row(1, 1, { physical: on('carried') }),
  'lease grant': row(1, 1),
  'lease keep-alive': row(1, 1, { once: on('carried') }),
  'lease list': row(0, 0),
  'lease revoke': row(1, 1),
  'lease timetolive': row(1, 1, { keys: on('printing') }),
  'alarm disarm': row(0, 0),
  'alarm list': row(0, 0),
  defrag: either(row(0, 0, { cluster: on('carried'), 'data-dir': of('none') })),
  'downgrade cancel': row(0, 0),
  'downgrade enable': row(1, 1),
  'downgrade validate': row(1, 1),
  'endpoint hashkv': row(0, 0, { cluster: on('printing'), rev: of('none') }),
  'endpoint health': row(0, 0, { cluster: on('printing') }),
  'endpoint status': row(0, 0, { cluster: on('printing') }),
  'member add': row(1, 1, { learner: on('carried'), 'peer-urls': of('carried') }),
  'member list': row(0, 0, { consistency: of('printing') }),
  'member promote': row(1, 1),
  'member remove': row(1, 1),
  'member update': row(1, 1, { 'peer-urls': of('carried') }),
  'move-leader': row(1, 1),
  'snapshot restore': either(
    row(1, 1, {
      ...{ 'bump-revision': of('carried'), 'data-dir': of('carried'), 'initial-advertise-peer-urls': of('carried') },
      ...{ 'initial-cluster': of('carried'), 'initial-cluster-token': of('carried'), name: of('carried') },
      ...{ 'initial-memory-map-size': of('carried'), 'mark-compacted': on('carried') },
      ...{ 'skip-hash-check': on('carried'), 'wal-dir': of('carried') },
    }),
  ),
  'snapshot save': row(1, 1),
  'snapshot status': either(row(1, 1)),
  'auth disable': row(0, 0),
  'auth enable': row(0, 0),
  'auth status': row(0, 0),
  'role add': row(1, 1),
  'role delete': row(1, 1),
  'role get': row(1, 1),
  'role grant-permission': row(3, 4, range),
  'role list': row(0, 0),
  'role revoke-permission': row(2, 3, range),
  'user add': row(1, 1, {
    ...{ interactive: on('printing'), 'new-user-password': of('secret'), 'no-password': on('carried') },
  }),
  'user delete': row(1, 1),
  'user get': row(1, 1, { detail: on('printing') }),
  'user grant-role': row(2, 2),
  'user list': row(0, 0),
  'user passwd': row(1, 1, { interactive: on('printing') }),
  'user revoke-role': row(2, 2),
  'check perf': row(0, 0, { ...load, ...maintained }),
  'check datascale': row(0, 0, { ...load, ...maintained }, 'etcdeck does not fill a cluster to measure its memory.'),
  elect: row(1, 2, { listen: on('none') }, 'It takes part in an election for as long as it runs.'),
  lock: row(1, 1_000, { ttl: of('none') }, 'It holds a lock for as long as a command runs.'),
  'make-mirror': row(
    1,
    1,
    {
      ...{ 'dest-cacert': of('connection'), 'dest-cert': of('connection'), 'dest-key': of('connection') },
      ...{ 'dest-insecure-transport': on('connection'), 'dest-prefix': of('none'), 'no-dest-prefix': on('none') },
      ...{ 'dest-user': of('secret'), 'dest-password': of('secret'), 'max-txn-ops': of('none') },
      ...{ prefix: of('none'), rev: of('none') },
    },
    'It copies every change to another cluster for as long as it runs.',
  ),
  migrate: either(
    row(
      0,
      0,
      {
        ...{ 'data-dir': of('none'), 'no-ttl': on('none'), transformer: of('none'), 'wal-dir': of('none') },
        ...{ force: on('none'), 'target-version': of('none') },
      },
      offline,
    ),
  ),
  completion: either(row(0, 1, {}, shells)),
  'completion bash': either(row(0, 0, { 'no-descriptions': on('none') }, shells)),
  'completion fish': either(row(0, 0, { 'no-descriptions': on('none') }, shells)),
  'completion powershell': either(row(0, 0, { 'no-descriptions': on('none') }, shells)),
  'completion zsh': either(row(0, 0, { 'no-descriptions': on('none') }, shells)),
  help: either(row(0, 10, {}, 'It prints the help of etcdctl.')),
  options: row(0, 0, {}, 'It prints the flags of etcdctl.'),
  version: either(row(0, 0, {}, 'It prints the version of the program that runs it.')),
  backup: utility(
    row(
      0,
      0,
      {
        ...{ 'backup-dir': of('none'), 'backup-wal-dir': of('none'), 'data-dir': of('none'), 'wal-dir': of('none') },
        ...{ 'with-v3': on('none') },
      },
      offline,
    ),
  ),
  'check v2store': utility(row(0, 0, { 'data-dir': of('none'), 'wal-dir': of('none') }, offline)),
  hashkv: utility(
    row(1, 1, { rev: of('none') }, 'etcdeck takes the hashes of running members: etcdctl endpoint hashkv.'),
  ),
};

/** The commands that only have commands below them. */
export const commandGroups: ReadonlySet<string> = new Set(
  Object.keys(commandTable).flatMap((name) => {
    const [group, below] = name.split(' ');
    return group === undefined || below === undefined || group in commandTable ? [] : [group];
  }),
);
