import type { RunbookStep } from '../../contract/recovery.ts';
import type { RestoreForm } from '../../contract/restores.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import { notes } from '../recovery/runbook.ts';
import { chained } from '../recovery/shell-lines.ts';

const dataFolder = '/var/lib/rancher/k3s/server/db';

/** Returns the steps for k3s, whose servers run etcd themselves: one restores, and the others join it without data. */
export function k3sRunbook({ file, members, token }: RestoreForm): readonly RunbookStep[] {
  const [first, ...others] = members.map(({ name }) => name);
  if (first === undefined) return [];
  const aside = `${dataFolder}.before-${token}`;
  const moved = `[ ! -e ${dataFolder} ] || mv ${dataFolder} ${shellWord(aside)}`;
  return [
    ...members.map(({ name }) => ({
      host: name,
      commands: ['systemctl stop k3s'],
      notes: notes(`Stops the server on ${name}. Stop all of them first.`),
    })),
    {
      host: first,
      commands: chained([
        `k3s server --cluster-reset --cluster-reset-restore-path=${shellWord(file)} --token=${shellWord('<token>')}`,
        'systemctl start k3s',
      ]),
      notes: notes(
        `Copy the snapshot to ${first} first, and restore it there: k3s moves its old data aside itself.`,
        'The token is the one that the servers had when the snapshot was saved: what is beneath /bootstrap/ is sealed by it.',
        'A snapshot holds what etcd holds: the contents of volumes are not in it.',
      ),
    },
    ...others.map((name) => ({
      host: name,
      commands: chained([moved, 'systemctl start k3s']),
      notes: notes(`Moves the data of ${name} aside and starts it: it joins ${first} and fetches its data there.`),
    })),
  ];
}
