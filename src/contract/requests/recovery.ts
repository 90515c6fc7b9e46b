import { z } from 'zod';
import { connectionId, line } from './schema.ts';

/** The requests of `RecoveryApi`, checked. */
export const recoveryRequests = {
  survey: z.strictObject({
    connection: connectionId,
    layout: z.enum(['kubeadm', 'systemd', 'plain']),
    from: line(2_048).nullable(),
  }),
};
