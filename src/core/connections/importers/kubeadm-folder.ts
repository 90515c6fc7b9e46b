import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ConnectionImport, ImportedFact } from '../../../contract/connections/hand-over.ts';
import { clientIn } from '../../../contract/connections/kubeadm-pki.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { importText } from './import-text.ts';

/**
 * Reads kubeadm's folder of etcd's certificates and, on a control-plane machine, the manifest beside it, which names
 * the members. Fails with `FileNotFound` where there is no CA.
 */
export async function importKubeadmFolder(
  folder: string,
  readText: (file: string) => Promise<string>,
): Promise<ConnectionImport> {
  const caFile = join(folder, 'ca.crt');
  if (!isAbsolute(folder) || !(await isReadable(caFile))) {
    const message = `there is no ca.crt in ${folder}; kubeadm keeps it in /etc/kubernetes/pki/etcd`;
    throw new EtcdeckError({ code: 'FileNotFound', message, detail: { file: caFile } });
  }
  const understood: ImportedFact[] = [{ text: caFile, meaning: 'the CA file' }];
  const ignored: ImportedFact[] = [];
  const client = clientIn(folder);
  for (const file of [client.certFile, client.keyFile]) {
    if (file === null) continue;
    if (await isReadable(file)) understood.push({ text: file, meaning: 'the client certificate, or its key' });
    else ignored.push({ text: file, meaning: 'it is not there, or may not be read by this user' });
  }
  const hasClient = ignored.length === 0;
  const manifest = join(folder, '../../manifests/etcd.yaml');
  const member = await readText(manifest)
    .then(importText)
    .catch(() => null);
  if (member === null)
    ignored.push({ text: manifest, meaning: 'it is not there or not readable: the endpoint is a guess' });
  else understood.push({ text: manifest, meaning: `the endpoints: ${member.draft.endpoints.join(', ')}` });
  return {
    format: 'kubeadm',
    draft: {
      id: null,
      name: member?.draft.name ?? 'Kubernetes etcd',
      endpoints: member?.draft.endpoints ?? ['https://127.0.0.1:2379'],
      tls: {
        caFile,
        ...(hasClient ? client : { certFile: null, keyFile: null }),
        serverName: null,
        skipVerify: false,
      },
      user: null,
      prefix: '/registry/',
      imported: true,
    },
    secrets: {},
    understood,
    ignored,
  };
}

function isReadable(file: string): Promise<boolean> {
  return access(file, constants.R_OK).then(
    () => true,
    () => false,
  );
}
