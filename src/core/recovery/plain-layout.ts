import { shellCommand, shellWord } from '../../contract/shell-quote.ts';
import { withFlags } from '../members/command-line/etcd-args.ts';
import type { LayoutCommands } from './layout-commands.ts';
import type { MemberHost } from './recovery-hosts.ts';
import { literally } from './shell-lines.ts';
import { besideFile, restoredFile } from './start-alone-file.ts';

/** Members started by hand or by a script: found by their command line, and started by it again. */
export function plainLayout(stamp: string): LayoutCommands {
  return {
    stop(host) {
      const pattern = patternOf(host);
      return [`${pattern} | xargs -r kill`, `while ${pattern} >/dev/null; do sleep 1; done`];
    },
    start(host) {
      // Beside data etcd does not read it; without, a member begins no cluster.
      const args = host.configFile === null ? withFlags(host.args, { 'initial-cluster-state': 'existing' }) : host.args;
      return [inBackground(host, args)];
    },
    startAlone(host) {
      if (host.configFile !== null) return [...besideFile(host.configFile, stamp), inBackground(host, host.args)];
      return [inBackground(host, withFlags(host.args, { 'force-new-cluster': 'true' }))];
    },
    afterAlone: ({ configFile }) => (configFile === null ? [] : restoredFile(configFile, stamp)),
    startJoining(host, initialCluster) {
      const joining = { 'initial-cluster': initialCluster, 'initial-cluster-state': 'existing' };
      return [inBackground(host, withFlags(host.args, joining))];
    },
    note: 'Its start line goes on in the background, and logs beside the data-dir.',
    isKubernetes: false,
  };
}

/** Prints the process of a member. The shell that runs this line has another program's name, and is not found. */
function patternOf({ args, dataDir, origin }: MemberHost): string {
  const [program = 'etcd'] = args;
  if (origin === 'usual') return shellCommand('pgrep', '-x', 'etcd');
  // Wherever the program is: its command line is made up.
  const path = origin === 'given' ? '([^ ]*/)?' : '';
  return shellCommand('pgrep', '-f', `^${path}${literally(program)} .*--data-dir[= ]${literally(dataDir)}/?( |$)`);
}

function inBackground({ dataDir }: MemberHost, args: readonly string[]): string {
  return `nohup ${shellCommand(...args)} </dev/null >>${shellWord(`${dataDir}.log`)} 2>&1 &`;
}
