import type { ConnectionImport, ImportSource } from '../../../contract/connections/hand-over.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { readEtcdctl } from './etcdctl-settings.ts';
import { importText, maxBytes, notKnown } from './import-text.ts';
import { importKubeadmFolder } from './kubeadm-folder.ts';
import { settingsOfVariables } from './named-settings.ts';

/** Reads a connection from another tool's settings. Fails with `BadRequest`, `FileNotFound`, `FileNotReadable`. */
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
  return (await readSmallFile(file, { bytes: maxBytes, purpose: 'a configuration' })).toString('utf8');
}
