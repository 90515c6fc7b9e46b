import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RestoreForm, RestoreNotice, RestoresApi } from '../../contract/restores.ts';
import { restoreWords } from '../etcdctl/restore-words.ts';
import { systemCodeOf, toFileError } from '../files/file-failure.ts';
import { requireFreeSpace } from '../files/free-space.ts';
import type { FileFacts } from './known-files.ts';
import { restoreFaults } from './restore-faults.ts';
import { orderOf } from './restore-plan.ts';
import { requireTool } from './restore-tools.ts';
import { runTool } from './tool-run.ts';

const operation = 'restores.run';

/** What a restore takes on disk beside the database: its write-ahead log, which is made whole at once. */
export const besideDatabaseBytes = 256 * 1024 * 1024;

/**
 * Restores a member of a form into a folder of this machine that is absent or empty. The tool writes into a folder within
 * it, whose contents get their place once the tool has ended well, so that no half of a restore looks like data.
 */
export async function* runRestore(
  { form, member, tool: file, dataDir }: Parameters<RestoresApi['run']>[0],
  facts: FileFacts,
  signal: AbortSignal,
): AsyncGenerator<RestoreNotice, void> {
  const tool = await requireTool(file);
  refuseFaults({ ...form, dataDir, toolVersion: tool.version }, facts);
  if (form.members.every(({ name }) => name !== member)) throw refused(`the form has no member ${member}`, 'members');
  if (!isAbsolute(dataDir)) throw refused('the data folder is an absolute path', 'dataDir');
  const begun = performance.now();
  const folder = await StagedFolder.claim(dataDir);
  try {
    await requireFreeSpace(dataDir, facts.report.bytes + besideDatabaseBytes, { file: dataDir, operation });
    const args = restoreWords(orderOf(form, member, folder.stage));
    for await (const text of runTool({ file: tool.file, args, signal })) yield { kind: 'line', text };
    await folder.finish();
  } finally {
    await folder.discard();
  }
  yield { kind: 'restored', dataDir, durationMs: Math.round(performance.now() - begun) };
}

function refuseFaults(form: RestoreForm, facts: FileFacts): void {
  const fault = restoreFaults(form, facts).find(({ severity }) => severity === 'error');
  if (fault !== undefined) throw refused(fault.message, fault.field);
}

const refused = (message: string, field: keyof RestoreForm): EtcdeckError =>
  new EtcdeckError({ code: 'BadRequest', message, operation, detail: { field } });

/** A folder that is filled at once, or left as it was. */
class StagedFolder {
  readonly stage: string;
  readonly #folder: string;
  readonly #isOwn: boolean;
  #isFinished = false;

  private constructor(folder: string, isOwn: boolean) {
    this.#folder = folder;
    this.#isOwn = isOwn;
    this.stage = join(folder, `restoring-${randomBytes(4).toString('hex')}`);
  }

  /** Makes the folder, or takes an empty one. Fails with `FileExists`, `FileNotFound`, `FileNotWritable`. */
  static async claim(folder: string): Promise<StagedFolder> {
    try {
      await mkdir(folder, { mode: 0o700 });
      return new StagedFolder(folder, true);
    } catch (error) {
      if (systemCodeOf(error) === 'ENOENT') throw noFolder(dirname(folder));
      if (systemCodeOf(error) !== 'EEXIST') throw toFileError(error, folder, operation);
    }
    const entries = await readdir(folder).catch((error: unknown) => {
      if (systemCodeOf(error) === 'ENOTDIR') return ['a file'];
      throw toFileError(error, folder, operation);
    });
    if (entries.length === 0) return new StagedFolder(folder, false);
    const message = `${folder} exists and is not empty`;
    throw new EtcdeckError({ code: 'FileExists', message, operation, detail: { file: folder } });
  }

  async finish(): Promise<void> {
    try {
      for (const entry of await readdir(this.stage)) await rename(join(this.stage, entry), join(this.#folder, entry));
    } catch (error) {
      throw toFileError(error, this.#folder, operation);
    }
    this.#isFinished = true;
    // The data has its place: an empty folder that stays is no failure of the restore.
    await rmdir(this.stage).catch(() => undefined);
  }

  /** Removes what was written, unless it was finished. */
  async discard(): Promise<void> {
    if (this.#isFinished) return;
    await rm(this.stage, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    // Whatever somebody else has put there stays, and the folder with it.
    if (this.#isOwn) await rmdir(this.#folder).catch(() => undefined);
  }
}

const noFolder = (folder: string): EtcdeckError =>
  new EtcdeckError({
    code: 'FileNotFound',
    message: `there is no folder ${folder}`,
    operation,
    detail: { file: folder },
  });
