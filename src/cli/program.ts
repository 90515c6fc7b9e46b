import { Command, CommanderError, Option } from 'commander';
import { addAccess } from './commands/access.ts';
import { addCheck } from './commands/check.ts';
import { addCompact } from './commands/compact.ts';
import { addCompletion } from './commands/completion.ts';
import { addConnections } from './commands/connections.ts';
import { addDefrag } from './commands/defrag.ts';
import { addDel } from './commands/del.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEtcd } from './commands/etcd.ts';
import { addGet } from './commands/get.ts';
import { addHashKV } from './commands/hashkv.ts';
import { addJournal } from './commands/journal.ts';
import { addKubeApi } from './commands/kube-api.ts';
import { addLab } from './commands/lab.ts';
import { addLease } from './commands/lease.ts';
import { addLs } from './commands/ls.ts';
import { addMember } from './commands/member.ts';
import { addMoveLeader } from './commands/move-leader.ts';
import { addOpen } from './commands/open.ts';
import { addPut } from './commands/put.ts';
import { addPutBack } from './commands/put-back.ts';
import { addReclaim } from './commands/reclaim.ts';
import { addRecover } from './commands/recover.ts';
import { addServe } from './commands/serve.ts';
import { addSnapshot } from './commands/snapshot.ts';
import { addStatus } from './commands/status.ts';
import { addValues } from './commands/values.ts';
import { addWatch } from './commands/watch.ts';
import { addGlobalFlags } from './global-flags.ts';
import type { Start } from './invocation.ts';
import { versionText } from './version.ts';

/** Where the parser writes help and version, and errors in the arguments. */
export interface ParserOutput {
  readonly print: (text: string) => void;
  readonly tell: (text: string) => void;
}

/** What adds each command, by the command's name; `man` comes with `completion`. */
const commands: Readonly<Record<string, (program: Command, start: Start) => void>> = {
  connections: addConnections,
  status: addStatus,
  ls: addLs,
  get: addGet,
  put: addPut,
  del: addDel,
  watch: addWatch,
  values: addValues,
  lease: addLease,
  member: addMember,
  'move-leader': addMoveLeader,
  access: addAccess,
  hashkv: addHashKV,
  check: addCheck,
  defrag: addDefrag,
  compact: addCompact,
  reclaim: addReclaim,
  'put-back': addPutBack,
  journal: addJournal,
  recover: addRecover,
  doctor: addDoctor,
  snapshot: addSnapshot,
  etcd: addEtcd,
  serve: addServe,
  'kube-api': addKubeApi,
  lab: addLab,
  open: addOpen,
  completion: addCompletion,
};

/**
 * Returns the commands with their flags that these arguments may mean; every command where there are none. A parser's
 * refusal may be another one with every command, whose names it suggests.
 */
export function createProgram(start: Start, { print, tell }: ParserOutput, args: readonly string[] = []): Command {
  const program = new Command('etcdeck')
    .description(
      "The operator's desk for etcd. Connections are etcdctl's flags and ETCDCTL_* variables, or --connection.",
    )
    .option('--version', 'print the version; with --json also the commit, what runs it, and the etcds it knows')
    .addOption(new Option('--json').hideHelp())
    .on('option:version', () => {
      print(versionText(args.includes('--json')));
      throw new CommanderError(0, 'commander.version', '');
    })
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: tell });
  addGlobalFlags(program);
  for (const add of wanted(args)) add(program, start);
  return program;
}

/**
 * Returns what adds the commands that arguments may mean: those whose names are among them, and all for help and where
 * none is. Adding all takes as long as an answer of a member.
 */
function wanted(args: readonly string[]): readonly ((program: Command, start: Start) => void)[] {
  const named = Object.entries(commands).filter(([name]) => args.includes(name));
  const isAll = named.length === 0 || args.some((arg) => asksForAll.has(arg));
  return isAll ? Object.values(commands) : named.map(([, add]) => add);
}

const asksForAll: ReadonlySet<string> = new Set(['help', '--help', '-h', '--version', 'man', 'completion']);
