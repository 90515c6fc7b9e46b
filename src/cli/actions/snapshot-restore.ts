import { resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { HostLayout } from '../../contract/recovery.ts';
import type { RestoreForm, RestorePlan, RestoreStart, RestoreTool } from '../../contract/restores.ts';
import { canBumpRevision } from '../../core/etcdctl/restore-words.ts';
import { membersInList } from '../../core/members/start/initial-cluster.ts';
import { requireTool } from '../../core/restores/restore-tools.ts';
import { joined, type Printable, printableLine, printableLines, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { stepJson, stepsText } from '../runbook-steps.ts';
import { fields } from '../table.ts';

export interface RestoreOptions {
  readonly name?: string;
  readonly initialCluster?: string;
  readonly initialClusterToken?: string;
  readonly dataDir?: string;
  /** False: not at all. */
  readonly bumpRevision?: number | false;
  readonly skipHashCheck?: boolean;
  readonly layout?: HostLayout;
  readonly tool?: string;
  readonly run?: boolean;
}

export async function restore(invocation: Invocation, file: string, options: RestoreOptions): Promise<ExitCode> {
  const { signal } = invocation;
  requireNoConnection(invocation.given);
  return await invocation.withApi(async ({ restores }) => {
    const begun = await restores.begin({ file: resolve(file), connection: null }, { signal });
    const chosen = options.tool === undefined ? null : await requireTool(resolve(options.tool));
    const form = formOf(begun, options, chosen);
    if (!options.run) {
      const plan = await restores.describe({ form }, { signal });
      await print(invocation, plan, options);
      if (plan.faults.some(({ severity }) => severity === 'error')) return 1;
      if (!begun.isK3s) tellRaise(invocation, form, options);
      return 0;
    }
    const tool = (chosen ?? begun.tools[0])?.file;
    if (tool === undefined) throw new EtcdeckError({ code: 'ToolMissing', message: 'there is no etcdutl on PATH' });
    const member = requireOption(options.name, '--name');
    const dataDir = resolve(requireOption(options.dataDir, '--data-dir'));
    for await (const notice of restores.run({ form, member, tool, dataDir }, { signal })) {
      if (notice.kind === 'line') {
        // The tool keeps its columns apart by tabs.
        invocation.console.tell(words`${printableLines(notice.text)}\n`);
        continue;
      }
      await printRestored(invocation, member, notice);
      tellRaise(invocation, form, options);
    }
    return 0;
  });
}

function tellRaise(
  { console, format }: Invocation,
  { bumpRevision }: RestoreForm,
  { bumpRevision: given }: RestoreOptions,
): void {
  if (bumpRevision === null || format === 'json') return;
  const whose = given === undefined ? ' by default (--no-bump-revision leaves it)' : '';
  console.tell(words`The revision is raised by ${bumpRevision}${whose}; what was before is compacted.\n`);
}

function requireOption(value: string | undefined, flag: string): string {
  if (value !== undefined) return value;
  throw new EtcdeckError({ code: 'BadRequest', message: `--run takes ${flag}` });
}

/** Returns members as `--initial-cluster` has them. Fails with `BadRequest` for an entry without a name. */
function membersGiven(list: string): RestoreForm['members'] {
  const bare = list.split(',').find((entry) => entry !== '' && !/^[^=]+=./.test(entry));
  if (bare === undefined) return membersInList(list);
  const message = `--initial-cluster takes name=peerURL,…, and “${bare.slice(0, 100)}” is not of that form`;
  throw new EtcdeckError({ code: 'BadRequest', message });
}

function formOf({ form }: RestoreStart, options: RestoreOptions, tool: RestoreTool | null): RestoreForm {
  const { initialCluster, initialClusterToken, dataDir, bumpRevision, skipHashCheck, layout } = options;
  return {
    ...form,
    ...(tool === null ? {} : { toolVersion: tool.version }),
    ...(tool === null || canBumpRevision(tool.version) ? {} : { bumpRevision: null }),
    ...(initialCluster === undefined ? {} : { members: membersGiven(initialCluster) }),
    ...(initialClusterToken === undefined ? {} : { token: initialClusterToken }),
    ...(dataDir === undefined ? {} : { dataDir: options.run === true ? resolve(dataDir) : dataDir }),
    // The parser's default of a flag that can be negated is true.
    ...(bumpRevision === undefined ? {} : { bumpRevision: bumpRevision === false ? null : bumpRevision }),
    ...(skipHashCheck === undefined ? {} : { skipsHashCheck: skipHashCheck }),
    ...(layout === undefined ? {} : { layout }),
  };
}

async function print({ console, format }: Invocation, plan: RestorePlan, options: RestoreOptions): Promise<void> {
  const { faults, commands, runbook } = plan;
  if (format === 'json') {
    await console.print(jsonLine({ faults, commands, runbook: runbook.map(stepJson) }));
    return;
  }
  for (const { severity, member, message } of faults) {
    const whose = member === null ? '' : `member ${member + 1}: `;
    console.tell(words`etcdeck: ${severity}: ${whose}${message}.\n`);
  }
  const lines = commands.map(
    ({ member, bash, powershell }) =>
      words`${member}\n    ${printableLine(bash)}\n  PowerShell\n    ${printableLine(powershell)}\n`,
  );
  // k3s has steps, and no command of a member.
  const hasSteps = options.layout !== undefined || commands.length === 0;
  await console.print(words`${joined(lines)}${hasSteps ? stepsText(runbook) : words``}`);
}

async function printRestored(
  { console, format }: Invocation,
  member: string,
  { dataDir, durationMs }: { readonly dataDir: string; readonly durationMs: number },
): Promise<void> {
  await console.print(format === 'json' ? jsonLine({ member, dataDir, durationMs }) : restoredText(member, dataDir));
}

const restoredText = (member: string, dataDir: string): Printable =>
  fields([
    ['restored', member],
    ['data-dir', dataDir],
  ]);
