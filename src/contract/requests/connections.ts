import { z } from 'zod';
import { connectionColors, connectionEnvironments, sshAuths } from '../connections.ts';
import { connectionId, line, nothing, path } from './schema.ts';

// A bundle of many authorities is well under it.
const pem = z.string().max(1_048_576);

const tls = z.strictObject({
  caFile: path.nullable(),
  certFile: path.nullable(),
  keyFile: path.nullable(),
  serverName: line(255).nullable(),
  skipVerify: z.boolean(),
  caPem: pem.exactOptional(),
  certPem: pem.exactOptional(),
});

const port = z.number().int().min(1).max(65_535);

const ssh = z.strictObject({
  host: line(255).min(1),
  port,
  user: line(255).min(1),
  auth: z.enum(sshAuths),
  keyFile: path.nullable(),
  manifest: path.nullable(),
});

const discovery = z.strictObject({ domain: line(253), service: line(64).nullable() });

const draft = z.strictObject({
  id: connectionId.nullable(),
  name: line(200),
  endpoints: z.array(line(2_048)).min(1).max(64).readonly(),
  tls,
  user: line(1_024).nullable(),
  color: z.enum(connectionColors).nullable().exactOptional(),
  tags: z.array(line(64)).max(32).readonly().exactOptional(),
  environment: z.enum(connectionEnvironments).nullable().exactOptional(),
  readOnly: z.boolean().exactOptional(),
  prefix: z.string().max(4_096).exactOptional(),
  imported: z.boolean().exactOptional(),
  checksHealth: z.boolean().exactOptional(),
  ssh: ssh.nullable().exactOptional(),
  learnsEndpoints: z.boolean().exactOptional(),
  discovery: discovery.nullable().exactOptional(),
});

// Secrets may hold anything that can be typed.
const secrets = z.strictObject({
  password: z.string().max(4_096).exactOptional(),
  passphrase: z.string().max(4_096).exactOptional(),
  privateKey: z.string().max(65_536).exactOptional(),
  sshPassword: z.string().max(4_096).exactOptional(),
  sshPassphrase: z.string().max(4_096).exactOptional(),
});

const importSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().max(1_048_576) }),
  z.strictObject({ kind: z.literal('file'), file: path }),
  z.strictObject({ kind: z.literal('environment') }),
  z.strictObject({ kind: z.literal('folder'), folder: path }),
]);

const exported = z.string().max(16 * 1_048_576);
const passphrase = z.string().max(4_096).nullable();

/** The requests of `ConnectionsApi`, checked. */
export const connectionsRequests = {
  list: nothing,
  save: z.strictObject({ draft, secrets }),
  remove: z.strictObject({ connection: connectionId }),
  test: z.strictObject({ draft, secrets }),
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
  inspect: z.strictObject({ draft, secrets }),
  open: z.strictObject({ connection: connectionId, secrets, isHealthCheck: z.boolean().exactOptional() }),
  unlock: z.strictObject({ connection: connectionId, typedName: z.string().max(400) }),
  lock: z.strictObject({ connection: connectionId }),
};
