import { z } from 'zod';
import { connectionId, line, memberId } from './schema.ts';

/** The requests of `RecoveryApi`, checked. */
export const recoveryRequests = {
  survey: z.strictObject({ connection: connectionId }),
  waysBack: z.strictObject({
    connection: connectionId,
    survey: line(64),
    layout: z.enum(['kubeadm', 'systemd', 'plain']),
    from: line(2_048).nullable(),
    without: z.array(memberId).max(32),
  }),
};
