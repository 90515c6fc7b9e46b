import type { Api } from '../../../contract/api.ts';
import type { ConnectionImport, ExportPreview, ImportSource } from '../../../contract/connections/hand-over.ts';
import type { ConnectionSecrets } from '../../../contract/connections/profile.ts';

/** What was read: one connection of another tool's, or an export of etcdeck's own. */
export type Read =
  | { readonly kind: 'connection'; readonly imported: ConnectionImport }
  | { readonly kind: 'export'; readonly text: string; readonly preview: ExportPreview };

/** Whether a text says of itself that etcdeck exported it. */
const isExport = (text: string): boolean => /^\s*\{[^}]*"format"\s*:\s*"etcdeck connections"/.test(text);

/** Reads what was pasted: an export of etcdeck's own, or what another tool was given. */
export async function readText(api: Api, text: string): Promise<Read> {
  if (isExport(text)) {
    return { kind: 'export', text, preview: await api.connections.previewExport({ text }) };
  }
  return await readSource(api, { kind: 'text', text });
}

/** Reads a path on the machine where core runs: kubeadm's folder, or a file. */
export async function readPath(api: Api, path: string): Promise<Read> {
  const isFolder = await api.files.list({ folder: path }).then(
    () => true,
    () => false,
  );
  return await readSource(api, isFolder ? { kind: 'folder', folder: path } : { kind: 'file', file: path });
}

export async function readSource(api: Api, source: ImportSource): Promise<Read> {
  return { kind: 'connection', imported: await api.connections.import({ source }) };
}

/** Reads the members off a control-plane host over SSH; what logged in there goes along, to be saved with it. */
export async function readControlPlane(api: Api, destination: string, secrets: ConnectionSecrets): Promise<Read> {
  const typed = Object.fromEntries(Object.entries(secrets).filter(([, secret]) => secret !== ''));
  const request = { destination, auth: null, keyFile: null, manifest: null, secrets: typed };
  const imported = await api.connections.fromKubeadm(request);
  return { kind: 'connection', imported: { ...imported, secrets: { ...imported.secrets, ...typed } } };
}
