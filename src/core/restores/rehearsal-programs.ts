import { dirname, isAbsolute, join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RestoreTool } from '../../contract/restores.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import { restoringProgram, versionIn } from '../etcdctl/restore-words.ts';
import { foldersOnPath, programName } from '../files/programs.ts';
import { findEtcdBinary } from '../sandbox/etcd-binary.ts';
import { toolMissing, toolsIn } from './restore-tools.ts';

/** The programs of a rehearsal: what serves, and what restores for it. */
export interface RehearsalPrograms {
  readonly etcd: { readonly binary: string; readonly version: string };
  readonly tool: RestoreTool;
}

/**
 * Finds etcd and the tool that restores for it: in a folder, or else those of the settings or on PATH. Fails with
 * `ToolMissing`, which names the program.
 */
export async function findPrograms(
  folder: string | null,
  settings: Pick<SettingsApi, 'get'>,
): Promise<RehearsalPrograms> {
  if (folder !== null && !isAbsolute(folder)) {
    throw new EtcdeckError({ code: 'BadRequest', message: `${folder} is not an absolute path` });
  }
  const chosen = folder === null ? (await settings.get({})).etcdBinary : join(folder, programName('etcd'));
  const etcd = await findEtcdBinary(chosen);
  if (!etcd.available) throw toolMissing(etcd.reason, 'etcd');
  const tools = await toolsIn([dirname(etcd.binary), ...(folder === null ? foldersOnPath() : [])]);
  const minor = versionIn(etcd.version)?.minor;
  const tool = tools.find(({ version }) => versionIn(version)?.minor === minor) ?? tools[0];
  if (tool !== undefined) return { etcd, tool };
  const program = restoringProgram(etcd.version);
  throw toolMissing(`there is no ${program} beside ${etcd.binary}, which restores for etcd ${etcd.version}`, program);
}
