import { dirname, isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RestoreTool } from '../../contract/restores.ts';
import { restoringProgram, versionIn } from '../etcdctl/restore-words.ts';
import { foldersOnPath } from '../files/programs.ts';
import { etcdIn, findEtcds, type ProgramPlaces } from '../programs/find-etcd.ts';
import { toolMissing, toolsIn } from './restore-tools.ts';

/** The programs of a rehearsal: what serves, and what restores for it. */
export interface RehearsalPrograms {
  readonly etcd: { readonly binary: string; readonly version: string };
  readonly tool: RestoreTool;
}

/**
 * Finds etcd and the tool that restores for it: in a folder, or else in the places where programs are looked for. An etcd
 * with the tool of its own version goes before one that has only another's. Fails with `ToolMissing`, which names the
 * program.
 */
export async function findPrograms(folder: string | null, places: ProgramPlaces): Promise<RehearsalPrograms> {
  if (folder !== null && !isAbsolute(folder)) {
    throw new EtcdeckError({ code: 'BadRequest', message: `${folder} is not an absolute path` });
  }
  const { etcds, reason } = folder === null ? await findEtcds(places) : await etcdIn(folder);
  const [first] = etcds;
  if (first === undefined) throw toolMissing(reason, 'etcd');
  let other: RehearsalPrograms | null = null;
  for (const etcd of etcds) {
    const tools = await toolsIn([dirname(etcd.binary), ...(folder === null ? foldersOnPath() : [])]);
    const minor = versionIn(etcd.version)?.minor;
    const tool = tools.find(({ version }) => versionIn(version)?.minor === minor);
    if (tool !== undefined) return { etcd, tool };
    if (tools[0] !== undefined) other ??= { etcd, tool: tools[0] };
  }
  if (other !== null) return other;
  const program = restoringProgram(first.version);
  throw toolMissing(`there is no ${program} beside ${first.binary}, which restores for etcd ${first.version}`, program);
}
