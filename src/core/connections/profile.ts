import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ConnectionDraft, ConnectionProfile } from '../../contract/connections.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { normaliseEndpoints } from './endpoints.ts';

/** A connection as it stands in the settings folder. Fields of a newer version are kept beside these. */
export const savedProfileSchema = z.looseObject({
  id: z.string().min(1),
  name: z.string(),
  endpoints: z.array(z.string()).min(1),
  tls: z.looseObject({
    caFile: z.string().nullable().default(null),
    certFile: z.string().nullable().default(null),
    keyFile: z.string().nullable().default(null),
    serverName: z.string().nullable().default(null),
    skipVerify: z.boolean().default(false),
  }),
  user: z.string().nullable().default(null),
  lastOpenedAt: z.number().nullable().default(null),
});

export type SavedProfile = z.infer<typeof savedProfileSchema>;

/** The profile that the contract knows, without what else the file holds. */
export function toProfile({ id, name, endpoints, tls, user }: SavedProfile): ConnectionProfile {
  const { caFile, certFile, keyFile, serverName, skipVerify } = tls;
  // The brand is given where an id enters: it came from our own file.
  return { id: id as ConnectionId, name, endpoints, tls: { caFile, certFile, keyFile, serverName, skipVerify }, user };
}

/**
 * A draft as it is saved and dialled: endpoints normalised, blanks made `null`, a name where it has none, an id where it
 * is new. Fails with `EndpointInvalid`. Reads no file.
 */
export function toValidProfile(draft: ConnectionDraft): ConnectionProfile {
  const tls = {
    caFile: blankToNull(draft.tls.caFile),
    certFile: blankToNull(draft.tls.certFile),
    keyFile: blankToNull(draft.tls.keyFile),
    serverName: blankToNull(draft.tls.serverName),
    skipVerify: draft.tls.skipVerify,
  };
  const endpoints = normaliseEndpoints(draft.endpoints, tls);
  const name = draft.name.trim() || (endpoints[0] ?? '').replace(/^https?:\/\//, '');
  if (name.length > 200) throw new EtcdError({ code: 'BadRequest', message: 'a name has at most 200 characters' });
  // The brand is given where an id enters: here it is made.
  const id = draft.id ?? (randomUUID() as ConnectionId);
  return { id, name, endpoints, tls, user: blankToNull(draft.user) };
}

function blankToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
