import { z } from 'zod';
import { connectionId, line, path, revision } from './schema.ts';

const form = z.strictObject({
  file: path,
  members: z.array(z.strictObject({ name: line(128), peerURLs: z.array(line(2_048)).max(20) })).max(20),
  token: line(256),
  dataDir: path,
  bumpRevision: revision.nullable(),
  skipsHashCheck: z.boolean(),
  toolVersion: line(32),
  layout: z.enum(['kubeadm', 'systemd', 'plain']),
});

/** The requests of `RestoresApi`, checked. */
export const restoresRequests = {
  begin: z.strictObject({ file: path, connection: connectionId.nullable() }),
  describe: z.strictObject({ form }),
  run: z.strictObject({ form, member: line(128), tool: path, dataDir: path }),
  compareHash: z.strictObject({ file: path, connection: connectionId }),
  rehearse: z.strictObject({ file: path, etcd: path.nullable() }),
  join: z.strictObject({ file: path, into: path, etcd: path.nullable() }),
};
