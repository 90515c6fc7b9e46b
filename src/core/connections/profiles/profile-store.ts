import type { z } from 'zod';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ConnectionDamage } from '../../../contract/connections/summary.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import type { Ports, Store } from '../../ports.ts';
import { isRecord, readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';
import { remainsOf, savedProfileSchema, toProfile } from './profile.ts';

/** A saved connection. */
export interface SavedConnection {
  readonly profile: ConnectionProfile;
  readonly lastOpenedAt: number | null;
  /** The cluster that last answered; `null` where none ever did. */
  readonly clusterId: ClusterId | null;
}

/** A saved connection, or the readable parts of a damaged one. */
export interface ListedConnection extends SavedConnection {
  readonly damage: ConnectionDamage | null;
}

/** The saved connections of the settings folder, which other processes change too. */
export interface ProfileStore {
  /** Returns every connection. A damaged one is marked, stays on disk unchanged, and does not affect the others. */
  list(): readonly ListedConnection[];
  /** Returns a connection, or `null`. Fails with `SettingsDamaged` where its entry cannot be read. */
  find(id: ConnectionId): SavedConnection | null;
  /** Adds a profile, or replaces the one of its id when `isNew` is false. Fails with `ConnectionUnknown`. */
  save(profile: ConnectionProfile, isNew: boolean): Promise<SavedConnection>;
  /** Removes a connection. Fails with `ConnectionUnknown`. */
  remove(id: ConnectionId): Promise<void>;
  /** Records that a connection was opened. */
  touch(id: ConnectionId, openedAt: number): Promise<void>;
  /** Records which cluster answered. */
  noteCluster(id: ConnectionId, clusterId: ClusterId): Promise<void>;
}

/** The saved profiles, read from the settings at every call: another process may write them too. */
export function openProfileStore(ports: Pick<Ports, 'openStore'>): ProfileStore {
  const store = ports.openStore('connections');

  const list = (): readonly ListedConnection[] =>
    entriesOf(store, readDocument(store)).map((entry, at) => {
      const parsed = savedProfileSchema().safeParse(entry);
      if (parsed.success) {
        const { lastOpenedAt, clusterId } = parsed.data;
        // Kept as printed; a malformed id equals no cluster's.
        return {
          profile: toProfile(parsed.data),
          lastOpenedAt,
          clusterId: clusterId as ClusterId | null,
          damage: null,
        };
      }
      const profile = remainsOf(entry, at);
      const damage = { file: store.path, reason: explain(parsed.error), canRemove: idOf(entry) === profile.id };
      return { profile, lastOpenedAt: null, clusterId: null, damage };
    });

  /** Changes the entry of an id in place. All other fields of the entry and the document stay. */
  const change = (id: ConnectionId, to: (entry: Record<string, unknown>) => Record<string, unknown> | null) =>
    updateDocument(store, (document) => {
      const entries = entriesOf(store, document);
      const at = entries.findIndex((entry) => idOf(entry) === id);
      const before = entries[at];
      if (!isRecord(before)) throw connectionUnknown(id);
      const after = to(before);
      const connections = entries.flatMap((entry, index) => (index !== at ? [entry] : after === null ? [] : [after]));
      return { document: { ...document, connections }, result: after };
    });

  return {
    list,
    find(id) {
      const found = list().find(({ profile }) => profile.id === id);
      if (found?.damage) throw settingsDamaged(store, `the connection ${found.profile.name}: ${found.damage.reason}`);
      return found ?? null;
    },
    async save(profile, isNew) {
      if (!isNew) {
        const after = await change(profile.id, (before) => ({
          ...before,
          ...profile,
          // A pasted text absent from the profile is removed; a newer version's fields stay.
          tls: { ...(isRecord(before.tls) ? before.tls : {}), caPem: undefined, certPem: undefined, ...profile.tls },
        }));
        const { lastOpenedAt, clusterId } = after ?? {};
        return {
          profile,
          lastOpenedAt: typeof lastOpenedAt === 'number' ? lastOpenedAt : null,
          clusterId: typeof clusterId === 'string' ? (clusterId as ClusterId) : null, // as above
        };
      }
      return await updateDocument(store, (document) => ({
        document: { ...document, connections: [...entriesOf(store, document), { ...profile, lastOpenedAt: null }] },
        result: { profile, lastOpenedAt: null, clusterId: null },
      }));
    },
    async remove(id) {
      await change(id, () => null);
    },
    async touch(id, openedAt) {
      await change(id, (before) => ({ ...before, lastOpenedAt: openedAt }));
    },
    async noteCluster(id, clusterId) {
      const known = list().find(({ profile }) => profile.id === id)?.clusterId;
      if (known !== clusterId) await change(id, (before) => ({ ...before, clusterId }));
    },
  };
}

/** Returns the failure `ConnectionUnknown`. */
export function connectionUnknown(id: ConnectionId): EtcdeckError {
  return new EtcdeckError({
    code: 'ConnectionUnknown',
    message: 'there is no such connection',
    detail: { connection: id },
  });
}

function entriesOf(store: Store, document: Readonly<Record<string, unknown>>): readonly unknown[] {
  const entries = document.connections ?? [];
  if (!Array.isArray(entries)) throw settingsDamaged(store, '"connections" is not a list');
  return entries;
}

/** Returns place and problem in one line. Never repeats the value itself. */
function explain(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'entry'}: ${message}`).join('; ');
}

function idOf(entry: unknown): unknown {
  return isRecord(entry) ? entry.id : undefined;
}
