import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type ConnectionDiscovery,
  type ConnectionDraft,
  type ConnectionProfile,
  type ConnectionSsh,
  type ConnectionTls,
  type ConnectionTraits,
  type ConnectionWay,
  connectionColors,
  connectionEnvironments,
  sshAuths,
} from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { once } from '../../once.ts';
import { isRecord } from '../../settings/document.ts';
import { normaliseEndpoints, normaliseMetricsURLs } from '../endpoints.ts';
import { toValidDiscovery } from './discover-endpoints.ts';
import { toValidSsh } from './ssh-host.ts';

/** A connection as the settings folder stores it. A newer version's fields are kept. */
export const savedProfileSchema = once(() =>
  z.looseObject({
    id: z.string().min(1),
    name: z.string(),
    endpoints: z.array(z.string()).min(1),
    tls: z.looseObject({
      caFile: z.string().nullable().default(null),
      certFile: z.string().nullable().default(null),
      keyFile: z.string().nullable().default(null),
      serverName: z.string().nullable().default(null),
      skipVerify: z.boolean().default(false),
      caPem: z.string().optional(),
      certPem: z.string().optional(),
    }),
    user: z.string().nullable().default(null),
    lastOpenedAt: z.number().nullable().default(null),
    clusterId: z.string().nullable().default(null).catch(null),
    color: z.enum(connectionColors).nullable().default(null).catch(null),
    tags: z.array(z.string()).default([]).catch([]),
    // An unknown value, from a newer version, counts as production and so protects.
    environment: z.enum(connectionEnvironments).nullable().default(null).catch('production'),
    readOnly: z.boolean().default(false).catch(true),
    prefix: z.string().default('').catch(''),
    imported: z.boolean().default(false).catch(true),
    checksHealth: z.boolean().default(false).catch(false),
    // An unreadable SSH host must not be dropped: the endpoints would be dialled from here.
    ssh: z
      .looseObject({
        host: z.string().min(1),
        port: z.number().int().min(1).max(65_535).default(22),
        user: z.string().min(1),
        auth: z.enum(sshAuths),
        keyFile: z.string().nullable().default(null),
        manifest: z.string().nullable().default(null),
      })
      .nullable()
      .default(null),
    learnsEndpoints: z.boolean().default(false).catch(false),
    // Where unreadable, the endpoints found last stay.
    discovery: z
      .looseObject({ domain: z.string().min(1), service: z.string().nullable().default(null) })
      .nullable()
      .default(null)
      .catch(null),
    metricsURLs: z.array(z.string()).default([]).catch([]),
  }),
);

/** A profile as the settings file stores it. */
export type SavedProfile = z.infer<ReturnType<typeof savedProfileSchema>>;

/** Returns the contract's profile, without a newer version's fields. */
export function toProfile({ id, name, endpoints, tls, user, ...rest }: SavedProfile): ConnectionProfile {
  const { caFile, certFile, keyFile, serverName, skipVerify, caPem, certPem } = tls;
  const { color, tags, environment, readOnly, prefix, imported, checksHealth, ...way } = rest;
  const { ssh, learnsEndpoints, discovery, metricsURLs } = way;
  return {
    // The brand is given where an id enters: it came from our own file.
    id: id as ConnectionId,
    name,
    endpoints,
    tls: { caFile, certFile, keyFile, serverName, skipVerify, ...pasted({ caPem, certPem }) },
    user,
    color,
    tags,
    environment,
    readOnly,
    prefix,
    imported,
    checksHealth,
    ssh: ssh === null ? null : sshOf(ssh),
    learnsEndpoints,
    discovery: discovery === null ? null : discoveryOf(discovery),
    metricsURLs,
  };
}

/** Returns the readable parts of a damaged entry, at its place in the list: enough to recognise it. Never dialled. */
export function remainsOf(entry: unknown, at: number): ConnectionProfile {
  const { id, name, endpoints } = isRecord(entry) ? entry : {};
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  return {
    ...nothingKept,
    // The brand is given where an id enters; a made-up id matches no entry, so no act can reach it.
    id: (text(id) ?? `damaged/${at}`) as ConnectionId,
    name: text(name) ?? `Connection ${at + 1}`,
    endpoints: Array.isArray(endpoints) ? endpoints.flatMap((one) => text(one) ?? []) : [],
    tls: { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false },
    user: null,
  };
}

/** Drops a newer version's fields. */
function sshOf({ host, port, user, auth, keyFile, manifest }: ConnectionSsh): ConnectionSsh {
  return { host, port, user, auth, keyFile, manifest };
}

function discoveryOf({ domain, service }: ConnectionDiscovery): ConnectionDiscovery {
  return { domain, service };
}

const nothingKept: Kept = {
  color: null,
  tags: [],
  environment: null,
  readOnly: false,
  prefix: '',
  imported: false,
  checksHealth: false,
  ssh: null,
  learnsEndpoints: false,
  discovery: null,
  metricsURLs: [],
};

/** What a draft may leave out. */
type Kept = ConnectionTraits & ConnectionWay;

/**
 * Returns a draft as it is saved and dialled: endpoints normalised, blanks made `null`, a name and an id added where
 * missing, and omitted fields taken from `saved`. Fails with `EndpointInvalid`, `BadRequest`. Reads no file.
 */
export function toValidProfile(draft: ConnectionDraft, saved: Kept = nothingKept): ConnectionProfile {
  const tls = {
    caFile: blankToNull(draft.tls.caFile),
    certFile: blankToNull(draft.tls.certFile),
    keyFile: blankToNull(draft.tls.keyFile),
    serverName: blankToNull(draft.tls.serverName),
    skipVerify: draft.tls.skipVerify,
    ...pasted(draft.tls),
  };
  checkPasted(tls);
  const endpoints = normaliseEndpoints(draft.endpoints, tls);
  const name = draft.name.trim() || (endpoints[0] ?? '').replace(/^https?:\/\//, '');
  if (name.length > 200) throw badRequest('a name has at most 200 characters');
  // The brand is given where an id enters: here it is made.
  const id = draft.id ?? (randomUUID() as ConnectionId);
  return { id, name, endpoints, tls, user: blankToNull(draft.user), ...traitsOf(draft, saved), ...wayOf(draft, saved) };
}

function wayOf(draft: Partial<ConnectionWay>, saved: ConnectionWay): ConnectionWay {
  const ssh = draft.ssh === undefined ? saved.ssh : draft.ssh;
  const discovery = draft.discovery === undefined ? saved.discovery : draft.discovery;
  return {
    ssh: ssh === null ? null : toValidSsh(ssh),
    learnsEndpoints: draft.learnsEndpoints ?? saved.learnsEndpoints,
    discovery: discovery === null ? null : toValidDiscovery(discovery),
    metricsURLs: draft.metricsURLs === undefined ? saved.metricsURLs : normaliseMetricsURLs(draft.metricsURLs),
  };
}

function traitsOf(draft: Partial<ConnectionTraits>, saved: ConnectionTraits): ConnectionTraits {
  const tags = (draft.tags ?? saved.tags).map((tag) => tag.trim()).filter((tag) => tag !== '');
  return {
    color: draft.color === undefined ? saved.color : draft.color,
    tags: [...new Set(tags)],
    environment: draft.environment === undefined ? saved.environment : draft.environment,
    readOnly: draft.readOnly ?? saved.readOnly,
    prefix: draft.prefix ?? saved.prefix,
    imported: draft.imported ?? saved.imported,
    checksHealth: draft.checksHealth ?? saved.checksHealth,
  };
}

type Pasted = { readonly caPem?: string | undefined; readonly certPem?: string | undefined };

/** The pasted certificates; blank text counts as none. */
function pasted({ caPem, certPem }: Pasted): Pick<ConnectionTls, 'caPem' | 'certPem'> {
  return { ...(caPem?.trim() ? { caPem: caPem.trim() } : {}), ...(certPem?.trim() ? { certPem: certPem.trim() } : {}) };
}

/** A profile is stored in clear text: a pasted certificate must not bring a key into it. */
function checkPasted(tls: ConnectionTls): void {
  for (const [text, file, what] of [
    [tls.caPem, tls.caFile, 'CA'],
    [tls.certPem, tls.certFile, 'client certificate'],
  ] as const) {
    if (text === undefined) continue;
    if (file !== null) throw badRequest(`the ${what} is given as a file and as text; give one of them`);
    if (/PRIVATE\s+KEY/i.test(text)) {
      throw badRequest(`the text pasted as ${what} holds a private key; paste the key into its own field`);
    }
  }
}

function badRequest(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message });
}

function blankToNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text.trim();
}
