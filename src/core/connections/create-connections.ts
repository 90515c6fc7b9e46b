import type { ConnectionDraft, ConnectionProfile, ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { ConnectionState } from '../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../contract/connections/summary.ts';
import type { ConnectionsApi } from '../../contract/connections.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, ConnectionId } from '../../contract/ids.ts';
import { EtcdClient } from '../etcd/client.ts';
import { asEtcdctl } from '../etcdctl/as-etcdctl.ts';
import type { Ports } from '../ports.ts';
import { cancelled } from './bounded-wait.ts';
import { Credentials, type ResolvedSecrets, requirePassword } from './credentials.ts';
import { ConnectionRegistry } from './held/connection-registry.ts';
import { HeldConnection } from './held/held-connection.ts';
import { openKeptSightings } from './held/kept-sightings.ts';
import { isProductionOf } from './held/lock/production-elsewhere.ts';
import { WriteLock } from './held/lock/write-lock.ts';
import type { Held, OpenConnections, TransientConnections } from './held/open-connections.ts';
import { discoverEndpoints, endpointsNow, type NameServers } from './profiles/discover-endpoints.ts';
import { toValidProfile } from './profiles/profile.ts';
import { connectionUnknown, openProfileStore, type SavedConnection } from './profiles/profile-store.ts';
import { openHostKeys } from './ssh/host-keys.ts';
import { loadProfileTls, withRemoteTls } from './ssh/profile-tls.ts';
import type { SshTunnel } from './ssh/ssh-tunnel.ts';
import { checkPair } from './tls/tls-material.ts';

const discoveryTimeoutMs = 5_000;
/** The time for a login at an SSH host and a few files from it. */
const sshTimeoutMs = 30_000;

type SaveRequest = Parameters<ConnectionsApi['save']>[0];

/** All of core's connections: the contract’s interface, and what the other nouns use. */
export interface Connections {
  readonly api: ConnectionsApi;
  readonly open: OpenConnections;
  readonly transient: TransientConnections;
  /** Closes every open connection; resolves when their last notes are written. */
  close(): Promise<void>;
}

/** Saved and transient connections, their test, and those held open. */
export function createConnections(
  ports: Ports,
  { nameServers }: { readonly nameServers?: NameServers } = {},
): Connections {
  const store = openProfileStore(ports);
  const credentials = new Credentials(ports.secrets);
  const hostKeys = openHostKeys(ports);
  const sightings = openKeptSightings(ports);
  const transients = new Map<
    ConnectionId,
    { readonly profile: ConnectionProfile; readonly secrets: ConnectionSecrets; readonly clusterId: ClusterId | null }
  >();
  const registry = new ConnectionRegistry((id) => transients.has(id) || store.find(id) !== null);

  const savedSummary = ({ profile, lastOpenedAt, clusterId }: SavedConnection): ConnectionSummary => ({
    profile,
    damage: null,
    origin: 'saved',
    hasPassword: credentials.has(profile.id, 'password'),
    hasPassphrase: credentials.has(profile.id, 'passphrase'),
    hasPrivateKey: credentials.has(profile.id, 'privateKey'),
    hasSshPassword: credentials.has(profile.id, 'sshPassword'),
    hasSshPassphrase: credentials.has(profile.id, 'sshPassphrase'),
    lastOpenedAt,
    clusterId,
  });

  /** Notes being written; closing waits for them. */
  const noting = new Set<Promise<void>>();
  const note = (what: string, id: ConnectionId, writing: Promise<void>): void => {
    const noted = writing
      .catch((error: unknown) => ports.log.warn(`could not note ${what}`, { id, reason: String(error) }))
      .finally(() => noting.delete(noted));
    noting.add(noted);
  };

  const noteOpened = (id: ConnectionId): void => {
    if (!transients.has(id)) note('that a connection was opened', id, store.touch(id, ports.clock.now()));
  };

  /** Protects the other connections of the same cluster: those that are open, and those opened later. */
  const noteCluster = (id: ConnectionId, clusterId: ClusterId): void => {
    const transient = transients.get(id);
    if (transient !== undefined) {
      transients.set(id, { ...transient, clusterId });
      return;
    }
    note('the cluster of a connection', id, store.noteCluster(id, clusterId).then(protectAll));
  };

  const protectAll = (): void => {
    for (const held of registry.all()) held.protectIfProduction();
  };

  const isProductionElsewhere = (profile: ConnectionProfile, clusterId: ClusterId): boolean => {
    try {
      return store.list().some((saved) => isProductionOf(saved, profile, clusterId));
    } catch (error) {
      ports.log.warn('could not look for connections of the same cluster', { reason: String(error) });
      return false;
    }
  };

  const openTunnel = async ({ ssh }: ConnectionProfile, secrets: ResolvedSecrets): Promise<SshTunnel | null> => {
    if (ssh === null) return null;
    const tunnels = await import('./ssh/ssh-tunnel.ts');
    return new tunnels.SshTunnel({ ssh, secrets, hostKeys });
  };

  /** Completes a draft as it would be dialled. The caller closes the tunnel. */
  const fromForm = async (draft: ConnectionDraft, given: ConnectionSecrets) => {
    const { id } = draft;
    const transient = id === null ? undefined : transients.get(id);
    const saved = id === null ? undefined : (transient?.profile ?? store.find(id)?.profile);
    const profile = toValidProfile(draft, saved);
    const secrets = await credentials.resolve(profile, given, transient?.secrets);
    return { profile, secrets, tunnel: await openTunnel(profile, secrets) };
  };

  /** Returns the profile with the endpoints that its domain's records name now. */
  const lookedUp = async (profile: ConnectionProfile): Promise<ConnectionProfile> => {
    const { discovery, endpoints } = profile;
    if (discovery === null) return profile;
    try {
      const bounds = { timeoutMs: discoveryTimeoutMs };
      return { ...profile, endpoints: await endpointsNow(discovery, endpoints, bounds, nameServers) };
    } catch (error) {
      if (!(error instanceof EtcdeckError) || !error.retry) throw error;
      // Without a name server, the endpoints found last may still be right.
      ports.log.warn('a connection is opened with the endpoints found last', {
        id: profile.id,
        reason: error.message,
      });
      return profile;
    }
  };

  const dial = async (id: ConnectionId, given: ConnectionSecrets, onDidClose: () => void): Promise<HeldConnection> => {
    const transient = transients.get(id);
    const saved = transient?.profile ?? store.find(id)?.profile;
    if (saved === undefined) throw connectionUnknown(id);
    // The file may have been written by hand.
    const profile = await lookedUp(toValidProfile(saved));
    const secrets = await credentials.resolve(profile, given, transient?.secrets);
    requirePassword(profile, secrets);
    const isTls = profile.endpoints[0]?.startsWith('https://') ?? false;
    const tunnel = await openTunnel(profile, secrets);
    const tls = isTls
      ? await loadProfileTls({ profile, secrets }, tunnel, { timeoutMs: sshTimeoutMs }).catch((error: unknown) => {
          tunnel?.close();
          throw error;
        })
      : null;
    // Transient connections need no lock: a sandbox exists to be written to, and the command line has its own guards.
    const writes = new WriteLock({ profile, isExempt: transient !== undefined, clock: ports.clock });
    const client = new EtcdClient({
      endpoints: profile.endpoints,
      tls: tls?.material ?? null,
      user: profile.user,
      password: secrets.password,
      admitWrite: (operation) => writes.admit(operation),
      tunnel,
    });
    return new HeldConnection({
      ...{ profile, client, tls, tunnel, writes, onDidClose },
      clock: ports.clock,
      onDidConnect: (clusterId) => noteCluster(id, clusterId),
      isProductionElsewhere: (clusterId) => isProductionElsewhere(profile, clusterId),
      sightings: {
        of: (clusterId) => sightings.of(clusterId),
        // A transient connection ends with this process: no later session needs its sightings.
        keep: (clusterId, seen) =>
          note('what was seen of a cluster', id, sightings.add(clusterId, seen, transient === undefined)),
      },
    });
  };

  const hold = (id: ConnectionId, secrets: ConnectionSecrets): Promise<Held<HeldConnection>> =>
    registry.hold(id, (onDidClose) => dial(id, secrets, onDidClose));

  const api: ConnectionsApi = {
    async list() {
      const ofSandboxes = [...transients.values()].map(
        ({ profile, secrets, clusterId }): ConnectionSummary => ({
          profile,
          damage: null,
          origin: 'sandbox',
          hasPassword: Boolean(secrets.password),
          hasPassphrase: Boolean(secrets.passphrase),
          hasPrivateKey: Boolean(secrets.privateKey),
          hasSshPassword: Boolean(secrets.sshPassword),
          hasSshPassphrase: Boolean(secrets.sshPassphrase),
          lastOpenedAt: null,
          clusterId,
        }),
      );
      const byName = new Intl.Collator(undefined, { numeric: true }).compare;
      return [...ofSandboxes, ...store.list().map((one) => ({ ...savedSummary(one), damage: one.damage }))].sort(
        (a, b) => byName(a.profile.name, b.profile.name),
      );
    },

    save,

    async remove({ connection }) {
      refuseTransient(connection);
      await store.remove(connection);
      registry.close(connection, removed(connection));
      await credentials.forget(connection);
    },

    async *test({ draft, secrets }, options) {
      const { profile, secrets: resolved, tunnel } = await fromForm(draft, secrets);
      try {
        const { diagnose } = await import('./diagnosis/diagnosis.ts');
        yield* diagnose(profile, resolved, { clock: ports.clock, tunnel, nameServers }, options?.signal);
      } finally {
        tunnel?.close();
      }
    },

    async *open({ connection, secrets, isHealthCheck = false }, options): AsyncGenerator<ConnectionState> {
      if (options?.signal?.aborted) throw cancelled();
      const held = await hold(connection, secrets);
      // For each holder: a window may take over a connection that the start screen held.
      let isNoted = isHealthCheck;
      try {
        for await (const state of held.connection.follow(options?.signal)) {
          if (!isNoted && state.phase === 'connected') {
            isNoted = true;
            noteOpened(connection);
          }
          yield state;
        }
      } finally {
        held.close();
      }
    },

    async import({ source }) {
      const { importConnection } = await import('./importers/import-connection.ts');
      return await importConnection(source, process.env);
    },

    async fromKubeadm({ secrets, ...request }, options) {
      const { fromKubeadm } = await import('./ssh/from-kubeadm.ts');
      const given = { sshPassword: secrets.sshPassword || null, sshPassphrase: secrets.sshPassphrase || null };
      return await fromKubeadm(request, given, hostKeys, { timeoutMs: sshTimeoutMs, signal: options?.signal });
    },

    trustHostKey: (key) => hostKeys.trust(key),

    discover: (discovery, options) =>
      discoverEndpoints(discovery, { timeoutMs: discoveryTimeoutMs, signal: options?.signal }, nameServers),

    async exportProfiles({ connections, passphrase }) {
      const profiles = connections.map((id) => {
        const found = store.find(id);
        if (found === null) throw connectionUnknown(id);
        return found.profile;
      });
      const secrets = passphrase === null ? [] : await Promise.all(connections.map((id) => credentials.stored(id)));
      const { writeExport } = await import('./profiles/profile-export.ts');
      return { text: await writeExport(profiles, secrets, passphrase) };
    },

    async previewExport({ text }) {
      return (await import('./profiles/profile-export.ts')).previewExport(text);
    },

    async importExport({ text, places, passphrase }) {
      const { readExport } = await import('./profiles/profile-export.ts');
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
      const { tunnel, ...given } = await fromForm(draft, secrets);
      try {
        const bounds = { timeoutMs: sshTimeoutMs, signal: options?.signal };
        const now = { ...given, profile: await lookedUp(given.profile) };
        const { profile, secrets: resolved } = await withRemoteTls(now, tunnel, bounds);
        const { inspectCertificates } = await import('./tls/inspect-certificates.ts');
        return await inspectCertificates(profile, resolved, { clock: ports.clock, tunnel }, options?.signal);
      } finally {
        tunnel?.close();
      }
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
    protectAll();
    return savedSummary(saved);
  }

  function refuseTransient(id: ConnectionId): void {
    if (!transients.has(id)) return;
    throw new EtcdeckError({
      code: 'BadRequest',
      message: 'a running sandbox has no saved connection; it goes when the sandbox is stopped',
      detail: { connection: id },
    });
  }

  return {
    api,
    open: { require: (id) => registry.require(id), hold: (id) => hold(id, {}) },
    transient: {
      addTransient(profile, secrets) {
        transients.set(profile.id, { profile: toValidProfile(profile), secrets, clusterId: null });
      },
      removeTransient(id) {
        transients.delete(id);
        registry.close(id, removed(id));
      },
    },
    async close() {
      registry.closeAll();
      await Promise.all(noting);
    },
  };
}

function removed(id: ConnectionId): EtcdeckError {
  return new EtcdeckError({
    code: 'ConnectionUnknown',
    message: 'the connection was removed',
    detail: { connection: id },
  });
}
