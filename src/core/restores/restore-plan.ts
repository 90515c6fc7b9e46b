import type { RunbookStep } from '../../contract/recovery.ts';
import type { RestoreCommands, RestoreForm, RestorePlan } from '../../contract/restores.ts';
import { powershellCommand, shellCommand } from '../../contract/shell-quote.ts';
import { type RestoreOrder, restoreWords, restoringProgram } from '../etcdctl/restore-words.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { k3sRunbook } from './k3s-runbook.ts';
import type { FileFacts } from './known-files.ts';
import { planRunbook } from './plan-runbook.ts';
import { restoreFaults } from './restore-faults.ts';

/** Returns the faults of a form, and without an error the commands of every member and the runbook. Pure. */
export function restorePlan(form: RestoreForm, facts: FileFacts): RestorePlan {
  const faults = restoreFaults(form, facts);
  if (faults.some(({ severity }) => severity === 'error')) return { faults, commands: [], runbook: [] };
  return { faults, commands: form.members.map(({ name }) => commandsOf(form, name)), runbook: runbookOf(form, facts) };
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
  const words = restoreWords(orderOf(form, member, withoutSlash(form.dataDir)));
  return { member, bash: shellCommand(program, ...words), powershell: powershellCommand(program, ...words) };
}

const runbookOf = (form: RestoreForm, facts: FileFacts): readonly RunbookStep[] =>
  facts.isK3s ? k3sRunbook(form) : planRunbook({ ...form, dataDir: withoutSlash(form.dataDir) }, facts);

/** A backslash at the end would take a quote behind it along. */
const withoutSlash = (folder: string): string => folder.replace(/(?<=[^/\\:])[/\\]{1,16}$/, '');
