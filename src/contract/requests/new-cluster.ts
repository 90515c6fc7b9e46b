import { z } from 'zod';
import { memberName } from './cluster.ts';
import { line, path } from './schema.ts';

const mostMembers = 9;
const mostHosts = 16;
/** The longest configuration file that a window may send. */
const textLength = 1_048_576;
const members = z.array(z.strictObject({ name: memberName, host: line(256) })).max(mostMembers);

/** The requests of `NewClusterApi`, checked. */
export const newClusterRequests = {
  describe: z.strictObject({
    members,
    dataDir: path,
    token: line(256),
    tls: z.boolean(),
    certificatesFolder: path,
  }),
  issueCertificates: z.strictObject({ folder: path, members, certificatesFolder: path }),
  issueMemberCertificates: z.strictObject({
    caFile: path,
    name: memberName,
    hosts: z.array(line(256)).max(mostHosts),
    certificatesFolder: path,
  }),
  read: z.strictObject({ text: z.string().max(textLength) }),
};
