import type {
  ConnectionProfile,
  ConnectionSecrets,
  ConnectionState,
  ConnectionSummary,
  ConnectionsApi,
} from '../../contract/connections.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { EtcdClient } from '../etcd/client.ts';
import type { Ports } from '../ports.ts';
import { asEtcdctl } from './as-etcdctl.ts';
import { cancelled } from './bounds.ts';
import { ConnectionRegistry } from './connection-registry.ts';
import { Credentials, requirePassword } from './credentials.ts';
import { diagnose } from './diagnosis.ts';
import { discoverEndpoints } from './discover-endpoints.ts';
import { HeldConnection } from './held-connection.ts';
import { importConnection } from './importers/import-connection.ts';
import { inspectCertificates } from './inspect-certificates.ts';
import type { OpenConnections, TransientConnections } from './open-connections.ts';
import { toValidProfile } from './profile.ts';
import { previewExport, readExport, writeExport } from './profile-export.ts';
import { connectionUnknown, openProfileStore, type SavedConnection } from './profile-store.ts';
import { checkPair, loadTls } from './tls-material.ts';
import { WriteLock } from './write-lock.ts';

const discoveryTimeoutMs = 5_000;

type SaveRequest = Parameters<ConnectionsApi['save']>[0];

export interface Connections {
  readonly api: ConnectionsApi;
  readonly open: OpenConnections;
  readonly transient: TransientConnections;
  /** Closes every open connection. */
  close(): void;
}

/** Saved and transient connections, their test, and those held open. */
export function createConnections(ports: Ports): Connections {
  const store = openProfileStore(ports);
  const credentials = new Credentials(ports.secrets);
  const transients = new Map<
    ConnectionId,
    { readonly profile: ConnectionProfile; readonly secrets: ConnectionSecrets }
  >();
  const registry = new ConnectionRegistry((id) => transients.has(id) || store.find(id) !== null);

  const savedSummary = ({ profile, lastOpenedAt }: SavedConnection): ConnectionSummary => ({
    profile,
    origin: 'saved',
    hasPassword: credentials.has(profile.id, 'password'),
    hasPassphrase: credentials.has(profile.id, 'passphrase'),
    hasPrivateKey: credentials.has(profile.id, 'privateKey'),
    lastOpenedAt,
  });

  const noteOpened = (id: ConnectionId): void => {
    if (transients.has(id)) return;
    store.touch(id, ports.clock.now()).catch((error: unknown) => {
      // Only the list's order suffers.
      ports.log.warn('could not note that a connection was opened', { id, reason: String(error) });
    });
  };

  const dial = async (id: ConnectionId, given: ConnectionSecrets, onDidClose: () => void): Promise<HeldConnection> => {
    const transient = transients.get(id);
    const saved = transient?.profile ?? store.find(id)?.profile;
    if (saved === undefined) throw connectionUnknown(id);
    // The file may have been written by hand.
    const profile = toValidProfile(saved);
    const secrets = await credentials.resolve(profile, given, transient?.secrets);
    const isTls = profile.endpoints[0]?.startsWith('https://') ?? false;
    const tls = isTls ? await loadTls(profile.tls, secrets) : null;
    requirePassword(profile, secrets);
    // What lives with this process protects itself: a sandbox is there to be written to, the command line has guards.
    const writes = new WriteLock({ profile, isExempt: transient !== undefined, clock: ports.clock });
    const client = new EtcdClient({
      endpoints: profile.endpoints,
      tls: tls?.material ?? null,
      user: profile.user,
      password: secrets.password,
      admitWrite: (operation) => writes.admit(operation),
    });
    return new HeldConnection({ profile, client, tls, writes, onDidClose, onDidConnect: () => noteOpened(id) });
  };

  const api: ConnectionsApi = {
    async list() {
      const ofSandboxes = [...transients.values()].map(
        ({ profile, secrets }): ConnectionSummary => ({
          profile,
          origin: 'sandbox',
          hasPassword: Boolean(secrets.password),
          hasPassphrase: Boolean(secrets.passphrase),
          hasPrivateKey: Boolean(secrets.privateKey),
          lastOpenedAt: null,
        }),
      );
      const byName = new Intl.Collator(undefined, { numeric: true }).compare;
      return [...ofSandboxes, ...store.list().map(savedSummary)].sort((a, b) => byName(a.profile.name, b.profile.name));
    },

    save,

    async remove({ connection }) {
      refuseTransient(connection);
      await store.remove(connection);
      registry.close(connection, removed(connection));
      await credentials.forget(connection);
    },

    async *test({ draft, secrets }, options) {
      const profile = toValidProfile(draft);
      const transient = draft.id === null ? undefined : transients.get(draft.id)?.secrets;
      const resolved = await credentials.resolve(profile, secrets, transient);
      yield* diagnose(profile, resolved, ports.clock, options?.signal);
    },

    async *open({ connection, secrets }, options): AsyncGenerator<ConnectionState> {
      if (options?.signal?.aborted) throw cancelled();
      const held = await registry.hold(connection, (onDidClose) => dial(connection, secrets, onDidClose));
      try {
        yield* held.follow(options?.signal);
      } finally {
        held.release();
      }
    },

    import: ({ source }) => importConnection(source, process.env),

    discover: ({ domain, service }, options) =>
      discoverEndpoints(domain, service, { timeoutMs: discoveryTimeoutMs, signal: options?.signal }),

    async exportProfiles({ connections, passphrase }) {
      const profiles = connections.map((id) => {
        const found = store.find(id);
        if (found === null) throw connectionUnknown(id);
        return found.profile;
      });
      const secrets = passphrase === null ? [] : await Promise.all(connections.map((id) => credentials.stored(id)));
      return { text: await writeExport(profiles, secrets, passphrase) };
    },

    async previewExport({ text }) {
      return previewExport(text);
    },

    async importExport({ text, places, passphrase }) {
      const chosen = await readExport(text, places, passphrase);
      const summaries: ConnectionSummary[] = [];
      // One after the other: each takes the lock of the settings.
      for (const one of chosen) summaries.push(await save(one));
      return summaries;
    },

    async asEtcdctl({ connection }) {
      const known = transients.get(connection)?.profile ?? store.find(connection)?.profile;
      if (known === undefined) throw connectionUnknown(connection);
      return asEtcdctl(toValidProfile(known));
    },

    async inspect({ draft, secrets }, options) {
      const profile = toValidProfile(draft);
      const transient = draft.id === null ? undefined : transients.get(draft.id)?.secrets;
      const resolved = await credentials.resolve(profile, secrets, transient);
      return await inspectCertificates(profile, resolved, ports.clock, options?.signal);
    },

    async unlock({ connection, typedName }) {
      return registry.require(connection).unlock(typedName);
    },

    async lock({ connection }) {
      return registry.require(connection).lock();
    },
  };

  async function save({ draft, secrets }: SaveRequest): Promise<ConnectionSummary> {
    const isNew = draft.id === null;
    const before = draft.id === null ? undefined : store.find(draft.id)?.profile;
    const profile = toValidProfile(draft, before);
    checkPair(profile.tls);
    if (!isNew) {
      refuseTransient(profile.id);
      if (before === undefined) throw connectionUnknown(profile.id);
    }
    // Secrets first: a keychain that refuses them must not leave a new connection behind, to be saved twice.
    await credentials.keep(profile, secrets);
    const saved = await store.save(profile, isNew).catch(async (error: unknown) => {
      if (isNew) await credentials.forget(profile.id);
      throw error;
    });
    registry.find(profile.id)?.adopt(profile);
    return savedSummary(saved);
  }

  function refuseTransient(id: ConnectionId): void {
    if (!transients.has(id)) return;
    throw new EtcdError({
      code: 'BadRequest',
      message: 'a running sandbox has no saved connection; it goes when the sandbox is stopped',
      detail: { connection: id },
    });
  }

  return {
    api,
    open: registry,
    transient: {
      addTransient(profile, secrets) {
        transients.set(profile.id, { profile: toValidProfile(profile), secrets });
      },
      removeTransient(id) {
        transients.delete(id);
        registry.close(id, removed(id));
      },
    },
    close: () => registry.closeAll(),
  };
}

function removed(id: ConnectionId): EtcdError {
  return new EtcdError({
    code: 'ConnectionUnknown',
    message: 'the connection was removed',
    detail: { connection: id },
  });
}
