import { z } from 'zod';
import { connectionColors, connectionEnvironments, sshAuths } from '../../connections/profile.ts';
import { connectionId, line, path } from '../schema.ts';

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

/** A TCP port. */
export const port = z.number().int().min(1).max(65_535);

const ssh = z.strictObject({
  host: line(255).min(1),
  port,
  user: line(255).min(1),
  auth: z.enum(sshAuths),
  keyFile: path.nullable(),
  manifest: path.nullable(),
});

/** `ConnectionDiscovery` as it may cross. */
export const discovery = z.strictObject({ domain: line(253), service: line(64).nullable() });

/** `ConnectionDraft` as it may cross. */
export const draft = z.strictObject({
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
  metricsURLs: z.array(line(2_048)).max(32).readonly().exactOptional(),
});

/** `ConnectionSecrets` as they may cross: anything that can be typed. */
export const secrets = z.strictObject({
  password: z.string().max(4_096).exactOptional(),
  passphrase: z.string().max(4_096).exactOptional(),
  privateKey: z.string().max(65_536).exactOptional(),
  sshPassword: z.string().max(4_096).exactOptional(),
  sshPassphrase: z.string().max(4_096).exactOptional(),
});
