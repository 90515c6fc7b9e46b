import type { RestoreCommands, RestoreForm, RestorePlan } from '../../contract/restores.ts';
import { powershellCommand, shellCommand } from '../../contract/shell-quote.ts';
import { type RestoreOrder, restoreWords, restoringProgram } from '../etcdctl/restore-words.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { dataDirOf, withoutSlash } from './data-dirs.ts';
import { k3sRunbook } from './k3s-runbook.ts';
import type { FileFacts } from './known-files.ts';
import { planRunbook } from './plan-runbook.ts';
import { restoreFaults } from './restore-faults.ts';

/** Returns the faults of a form, and without an error the commands of every member and the runbook. Pure. */
export function restorePlan(given: RestoreForm, facts: FileFacts): RestorePlan {
  const faults = restoreFaults(given, facts);
  if (faults.some(({ severity }) => severity === 'error')) return { faults, commands: [], runbook: [] };
  const form = { ...given, dataDir: withoutSlash(given.dataDir) };
  if (facts.isK3s) return { faults, commands: [], runbook: k3sRunbook(form) };
  return {
    faults,
    commands: form.members.map(({ name }) => commandsOf(form, name)),
    runbook: planRunbook(form, facts),
  };
}

/** Returns what restores a member of a form, into a data-dir of this machine. */
export function orderOf(form: RestoreForm, name: string, dataDir: string): RestoreOrder {
  const { file, members, token, bumpRevision, skipsHashCheck } = form;
  const peerURLs = members.find((member) => member.name === name)?.peerURLs ?? [];
  return {
    ...{ file, name, peerURLs, token, dataDir, bumpRevision, skipsHashCheck, walDir: null },
    initialCluster: initialClusterOf(members),
  };
}

function commandsOf(form: RestoreForm, member: string): RestoreCommands {
  const program = restoringProgram(form.toolVersion);
  const words = restoreWords(orderOf(form, member, dataDirOf(form, member)));
  return { member, bash: shellCommand(program, ...words), powershell: powershellCommand(program, ...words) };
}
