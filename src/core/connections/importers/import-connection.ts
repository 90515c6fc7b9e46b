import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ConnectionImport, ImportSource } from '../../../contract/connections.ts';
import { EtcdError } from '../../../contract/failure.ts';
import { readEtcdctl } from './etcdctl.ts';
import { importText, maxBytes, notKnown } from './import-text.ts';
import { importKubeadmFolder } from './kubeadm-folder.ts';
import { settingsOfVariables } from './settings.ts';

/** Reads a connection out of what another tool was given. Fails with `BadRequest`, `FileNotFound`, `FileNotReadable`. */
export async function importConnection(
  source: ImportSource,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ConnectionImport> {
  switch (source.kind) {
    case 'text':
      return importText(source.text);
    case 'file':
      return importText(await readText(source.file));
    case 'folder':
      return await importKubeadmFolder(source.folder, readText);
    case 'environment': {
      const words = Object.entries(env).flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
      const settings = settingsOfVariables(words, 'ETCDCTL_');
      if (settings.length === 0) throw notKnown('etcdeck was started with no ETCDCTL_ variable');
      return readEtcdctl('variables', settings, false);
    }
  }
}

async function readText(file: string): Promise<string> {
  const fail = (code: 'FileNotFound' | 'FileNotReadable', reason: string, cause?: unknown): EtcdError =>
    new EtcdError({ code, message: `${file} cannot be read: ${reason}`, detail: { file, reason } }, { cause });
  if (!isAbsolute(file)) throw fail('FileNotReadable', 'it is not an absolute path');
  try {
    // Looked at before it is opened: opening a pipe waits for its writer.
    const facts = await stat(file);
    if (!facts.isFile()) throw fail('FileNotReadable', 'it is not a plain file');
    if (facts.size > maxBytes)
      throw fail('FileNotReadable', `it has ${facts.size} bytes, too many for a configuration`);
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof EtcdError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw fail(code === 'ENOENT' || code === 'ENOTDIR' ? 'FileNotFound' : 'FileNotReadable', code, error);
  }
}
