import { shellWord } from '../../contract/shell-quote.ts';
import { withFlags } from '../members/command-line/etcd-args.ts';
import { execLine } from '../members/command-line/unit-words.ts';
import type { LayoutCommands } from './layout-commands.ts';
import { besideFile, restoredFile } from './start-alone-file.ts';

/** Gone after the next boot of the host; by then the member has its data, and needs it no more. */
const dropIns = '/run/systemd/system/etcd.service.d';
const alone = `${dropIns}/recovery-alone.conf`;
const joining = `${dropIns}/recovery-join.conf`;

/** Members that run as the unit `etcd`. */
export function systemdLayout(stamp: string): LayoutCommands {
  // A unit of type notify is started only once its cluster has a quorum.
  const start = ['systemctl daemon-reload', 'systemctl start --no-block etcd'];
  return {
    stop: () => ['systemctl stop etcd'],
    start: () => start,
    startAlone({ configFile }) {
      if (configFile !== null) return [...besideFile(configFile, stamp), ...start];
      return [...dropIn(alone, ['Environment=ETCD_FORCE_NEW_CLUSTER=true']), ...start];
    },
    afterAlone: ({ configFile }) =>
      configFile === null ? [`rm -f ${shellWord(alone)}`] : restoredFile(configFile, stamp),
    startJoining({ args }, initialCluster) {
      const flags = { 'initial-cluster': initialCluster, 'initial-cluster-state': 'existing' };
      return [...dropIn(joining, ['ExecStart=', `ExecStart=${execLine(withFlags(args, flags))}`]), ...start];
    },
    note: 'The unit is taken to be called etcd.',
    isKubernetes: false,
  };
}

function dropIn(file: string, lines: readonly string[]): readonly string[] {
  const texts = ['[Service]', ...lines].map(shellWord).join(' ');
  return [`mkdir -p ${shellWord(dropIns)}`, `printf '%s\\n' ${texts} >${shellWord(file)}`];
}
