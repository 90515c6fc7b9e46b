import { z } from 'zod';
import { sshAuths } from '../../connections/profile.ts';
import { connectionId, line, path } from '../schema.ts';
import { discovery, port, secrets } from './profile.ts';

const importSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(1_048_576) }),
  z.strictObject({ kind: z.literal('file'), file: path }),
  z.strictObject({ kind: z.literal('environment') }),
  z.strictObject({ kind: z.literal('folder'), folder: path }),
]);

const exported = z.string().max(16 * 1_048_576);
const passphrase = z.string().max(4_096).nullable();

/** Requests of `ConnectionHandOverApi`. */
export const handOverRequests = {
  import: z.strictObject({ source: importSource }),
  discover: discovery,
  exportProfiles: z.strictObject({ connections: z.array(connectionId).min(1).max(1_000).readonly(), passphrase }),
  previewExport: z.strictObject({ text: exported }),
  importExport: z.strictObject({
    text: exported,
    places: z.array(z.number().int().min(0)).min(1).max(1_000).readonly(),
    passphrase,
  }),
  fromKubeadm: z.strictObject({
    destination: line(512),
    auth: z.enum(sshAuths).nullable(),
    keyFile: path.nullable(),
    manifest: path.nullable(),
    secrets,
  }),
  trustHostKey: z.strictObject({ host: line(255).min(1), port, fingerprint: line(128).min(1) }),
  asEtcdctl: z.strictObject({ connection: connectionId }),
};
