import { z } from 'zod';
import { connectionId, line, memberId, path } from './schema.ts';

/** A URL of a member. Its form is checked in core, which says what is wrong with it. */
export const memberURL = line(2_048);
/** A member's name. */
export const memberName = line(256);
const mostURLs = 16;
/** The URLs of one member. */
export const memberURLs = z.array(memberURL).max(mostURLs);

/** The requests of `ClusterApi`, checked. */
export const clusterRequests = {
  status: z.strictObject({ connection: connectionId }),
  follow: z.strictObject({ connection: connectionId, intervalMs: z.number().int().min(1_000).max(3_600_000) }),
  checkPeerURLs: z.strictObject({ connection: connectionId, member: memberId.nullable(), peerURLs: memberURLs }),
  memberStart: z.strictObject({
    connection: connectionId,
    member: memberId,
    name: memberName,
    clientURLs: memberURLs,
    dataDir: path.nullable(),
  }),
};
