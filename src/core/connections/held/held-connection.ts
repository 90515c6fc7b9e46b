import type { Duplex } from 'node:stream';
import type { Abort, CallOptions } from '../../../contract/abort.ts';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ConnectionState, ReadOnlyState } from '../../../contract/connections/state.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { RevisionSighting } from '../../../contract/history.ts';
import type { ClusterId, ConnectionId } from '../../../contract/ids.ts';
import { compareBytes, startsWith } from '../../bytes/bytes.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { otherCluster } from '../../etcd/cluster-identity.ts';
import { knownRegistries } from '../../kubernetes-storage/layout/registries.ts';
import { monotonicMs } from '../../monotonic.ts';
import type { Clock } from '../../ports.ts';
import { type Bounds, cancelled } from '../bounded-wait.ts';
import { whyUnreached } from '../diagnosis/why-unreached.ts';
import { endpointParts } from '../endpoints.ts';
import { askWhetherServed, explained } from '../first-calls.ts';
import { type GetBounds, type HttpAnswer, httpGet } from '../http/http-get.ts';
import { type DialBounds, dialSecurely, type SecureDialSettings } from '../http/secure-dial.ts';
import { dialEndpoint } from '../network/connect-tcp.ts';
import type { SshTunnel } from '../ssh/ssh-tunnel.ts';
import { commonNameOf } from '../tls/certificate-facts.ts';
import type { LoadedTls } from '../tls/tls-material.ts';
import { needsOperator, needsOtherSecrets } from './final-failures.ts';
import { LearnedEndpoints } from './learned-endpoints.ts';
import { lookForRegistries } from './lock/look-for-registries.ts';
import { type ChangedKey, RegistriesOfChanges } from './lock/registries-of-changes.ts';
import type { WriteLock } from './lock/write-lock.ts';
import type { OpenConnection } from './open-connections.ts';
import { Pulse, type PulseReading } from './pulse.ts';
import { RevisionClock } from './revision-clock.ts';

/** With the status every two seconds for a window that follows members, a member gets at most one call a second. */
const pulseIntervalMs = 2_500;
/** The interval while no member answers. */
const retryIntervalMs = 1_000;
/** After this silence, a member that was reached before is left for the next one. */
const pulseTimeoutMs = 3_000;
const firstPulseTimeoutMs = 5_000;
/** Sightings are stored at this interval, and at the end. */
const keepIntervalMs = 60_000;
/** The default of etcd's `--max-request-bytes`; no call returns a server's value. */
const defaultMaxRequestBytes = 1_572_864;

/** The parts of a held connection. */
export interface HeldConnectionParts {
  readonly profile: ConnectionProfile;
  readonly client: EtcdClient;
  readonly tls: LoadedTls | null;
  /** The SSH tunnel to the endpoints; closed with the connection. */
  readonly tunnel: SshTunnel | null;
  /** The lock that the client asks before it writes. */
  readonly writes: WriteLock;
  readonly clock: Clock;
  /** Whether another connection of this cluster is marked as production. */
  readonly isProductionElsewhere: (clusterId: ClusterId) => boolean;
  /** Reads the sightings of earlier sessions, and stores new ones. */
  readonly sightings: {
    readonly of: (clusterId: ClusterId) => readonly RevisionSighting[];
    readonly keep: (clusterId: ClusterId, seen: readonly RevisionSighting[]) => void;
  };
  /** Called once, when a member has answered for the first time. */
  readonly onDidConnect: (clusterId: ClusterId) => void;
  /** Called once when the connection ends, for any reason. */
  readonly onDidClose: () => void;
}

/**
 * A connection held open by one or more holders. Reads one member's status every 2.5 seconds, and the next member's
 * when that one does not answer; closes when the last holder releases it, or on a failure that waiting cannot resolve.
 */
export class HeldConnection implements OpenConnection {
  readonly id: ConnectionId;
  readonly profile: ConnectionProfile;
  readonly client: EtcdClient;
  readonly certificateName: string | null;
  readonly trust: OpenConnection['trust'];
  readonly #parts: HeldConnectionParts;
  readonly #pulse: Pulse;
  readonly #learned: LearnedEndpoints | null;
  #membersChangedAt = 0;
  readonly #revisions = new RevisionClock();
  readonly #registriesOfChanges: RegistriesOfChanges;
  readonly #closing = new AbortController();
  readonly #watchers = new Set<() => void>();
  #holders = 0;
  #failure: EtcdeckError | null = null;
  #clusterId: ClusterId | null = null;
  #keptAt = Number.NEGATIVE_INFINITY;
  /** Counts the states reported; 0 while nothing is known. */
  #told = 0;
  #state: ConnectionState = {
    phase: 'connecting',
    endpoint: null,
    learnedEndpoints: [],
    strangers: [],
    clusterId: null,
    revision: null,
    latencyMs: null,
    serverVersion: null,
    maxRequestBytes: defaultMaxRequestBytes,
    readOnly: null,
    failure: null,
  };

  constructor(parts: HeldConnectionParts) {
    this.#parts = parts;
    this.id = parts.profile.id;
    this.profile = parts.profile;
    this.client = parts.client;
    this.trust = parts.tls;
    const certificate = parts.tls?.clientCertificate ?? null;
    this.certificateName = certificate === null ? null : commonNameOf(certificate);
    this.#pulse = new Pulse(parts.client);
    this.#registriesOfChanges = new RegistriesOfChanges(parts.client, parts.clock);
    this.#learned = parts.profile.learnsEndpoints
      ? new LearnedEndpoints(parts.client, parts.profile.endpoints, (endpoint, bounds) =>
          this.#pulse.read(endpoint, bounds),
        )
      : null;
    parts.client.identity.onDidChange = () => this.#retell();
    void this.#run();
  }

  get closed(): AbortSignal {
    return this.#closing.signal;
  }

  state(): ConnectionState {
    return this.#state;
  }

  sightings(): readonly RevisionSighting[] {
    if (this.#clusterId === null) return this.#revisions.sightings;
    return [...this.#parts.sightings.of(this.#clusterId), ...this.#revisions.sightings];
  }

  async dial(endpoint: string, bounds: DialBounds): Promise<Duplex> {
    return (await dialSecurely(endpoint, this.#dialSettings(), bounds)).stream;
  }

  async get(url: string, bounds: GetBounds): Promise<HttpAnswer> {
    return await httpGet(url, this.#dialSettings(), bounds);
  }

  async reach(endpoint: string, bounds: Bounds): Promise<Duplex> {
    return await dialEndpoint(endpointParts(endpoint), this.#parts.tunnel, bounds);
  }

  #dialSettings(): SecureDialSettings {
    const { tls, tunnel } = this.#parts;
    return { endpoints: this.profile.endpoints, tls, tunnel };
  }

  retain(): void {
    this.#holders += 1;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) this.close(null);
  }

  /** Closes it for all holders: their streams fail with `failure`, or end where it is `null`. */
  close(failure: EtcdeckError | null): void {
    if (this.closed.aborted) return;
    this.#failure = failure;
    this.#keepSightings();
    this.#closing.abort();
    this.client.close();
    this.#parts.tunnel?.close();
    this.#wake();
    this.#parts.onDidClose();
  }

  /** Takes writes for 15 minutes. Fails with `BadRequest` when the name is not the connection's. */
  unlock(typedName: string): ReadOnlyState | null {
    const state = this.#parts.writes.unlock(typedName);
    this.#retell();
    return state;
  }

  lock(): ReadOnlyState | null {
    const state = this.#parts.writes.lock();
    this.#retell();
    return state;
  }

  registries(): readonly Uint8Array[] {
    const isKnown = (one: Uint8Array) => knownRegistries.some((known) => compareBytes(known, one) === 0);
    return [...knownRegistries, ...this.#parts.writes.registries.filter((one) => !isKnown(one))];
  }

  didFindRegistry(prefix: Uint8Array): void {
    const { writes } = this.#parts;
    if (writes.registries.some((found) => compareBytes(found, prefix) === 0)) return;
    writes.learn([prefix]);
    this.#retell();
  }

  async findRegistries(changed: readonly ChangedKey[], options?: CallOptions): Promise<void> {
    const { registries } = this.#parts.writes;
    // Keys within a registry that is already known need no look.
    const open = changed.filter(({ key }) => !registries.some((found) => startsWith(key, found)));
    for (const prefix of await this.#registriesOfChanges.find(open, options)) this.didFindRegistry(prefix);
  }

  /** Refuses writes from now on where another connection of its cluster is marked as production. */
  protectIfProduction(): void {
    if (this.#clusterId === null || !this.#parts.isProductionElsewhere(this.#clusterId)) return;
    this.#parts.writes.protect();
    this.#retell();
  }

  /** Applies a profile saved while it is open: new protection counts at once. */
  adopt(profile: ConnectionProfile): void {
    this.#parts.writes.adopt(profile);
    this.#retell();
  }

  membersChangedAt(): number {
    return this.#membersChangedAt;
  }

  async didChangeMembers(): Promise<void> {
    this.#membersChangedAt = this.#parts.clock.now();
    this.#learned?.expire();
    await this.#learn(this.#state.endpoint ?? this.client.endpoints[0] ?? '');
    // That member may not have seen the change yet.
    this.#learned?.expire();
  }

  /** Yields the newest state after each change; a slow consumer misses some. */
  async *follow(signal?: Abort): AsyncGenerator<ConnectionState> {
    let seen = 0;
    for (;;) {
      if (signal?.aborted) throw cancelled();
      if (this.#failure !== null) throw this.#failure;
      if (this.closed.aborted) return;
      if (this.#told > seen) {
        seen = this.#told;
        yield this.#state;
      } else {
        await this.#change(signal);
      }
    }
  }

  async #run(): Promise<void> {
    let endpoint = this.client.endpoints[0] ?? '';
    let round: EtcdeckError[] = [];
    while (!this.closed.aborted) {
      const failure = await this.#ask(endpoint);
      if (this.closed.aborted) return;
      if (failure === null) {
        round = [];
        void this.#learn(endpoint);
        await this.#pause(pulseIntervalMs);
        continue;
      }
      round.push(failure);
      this.#learned?.expire();
      // The learned endpoints may have changed by now.
      const { endpoints } = this.client;
      endpoint = endpoints[(endpoints.indexOf(endpoint) + 1) % endpoints.length] ?? '';
      const isRoundOver = round.length >= endpoints.length;
      const isFinal =
        needsOtherSecrets.has(failure.code) || (isRoundOver && round.every((one) => this.#isHopeless(one)));
      if (isFinal) {
        this.close(round.find((one) => needsOtherSecrets.has(one.code)) ?? round[0] ?? failure);
        return;
      }
      // While the round may still show that no endpoint can work, no state is reported: the failure is then the first
      // report.
      if (this.#told > 0 || isRoundOver || !this.#isHopeless(failure)) this.#lost(failure);
      if (isRoundOver) {
        round = [];
        await this.#pause(retryIntervalMs);
      }
    }
  }

  /** Reads a member's status and reports it; returns the failure where it could not be read. */
  async #ask(endpoint: string): Promise<EtcdeckError | null> {
    const timeoutMs = this.#clusterId === null ? firstPulseTimeoutMs : pulseTimeoutMs;
    const bounds = { timeoutMs, signal: this.closed };
    try {
      // Most versions answer status without a user: only reading a key shows whether a user is required.
      if (this.#clusterId === null) await askWhetherServed(this.client, endpoint, this.profile.user, bounds);
      const { writes } = this.#parts;
      if (writes.mustAsk) {
        const own = new TextEncoder().encode(this.profile.prefix);
        writes.learn(await lookForRegistries(this.client, endpoint, own, bounds));
      }
      const reading = await this.#pulse.read(endpoint, bounds);
      if (this.closed.aborted) return null;
      // kine has no cluster id, so its answers match any cluster.
      if (this.#clusterId !== null && reading.clusterId !== this.#clusterId) {
        return otherCluster(endpoint, reading.clusterId, this.#clusterId, 'status');
      }
      this.#found(endpoint, reading);
      return null;
    } catch (error) {
      if (!(error instanceof EtcdeckError)) {
        return new EtcdeckError({ code: 'Internal', message: String(error), endpoint }, { cause: error });
      }
      return explained(
        await whyUnreached(error, endpoint, this.#parts.tls, this.#parts.tunnel, bounds),
        this.profile.user,
      );
    }
  }

  /** Runs in parallel with the pulse, which must not wait for an unreachable address. */
  async #learn(endpoint: string): Promise<void> {
    if (this.#clusterId === null) return;
    const bounds = { timeoutMs: pulseTimeoutMs, signal: this.closed };
    await this.#learned?.refresh(endpoint, bounds).then(
      (isOther) => {
        const learnedEndpoints = this.client.endpoints.slice(this.profile.endpoints.length);
        if (isOther) this.#tell({ ...this.#state, learnedEndpoints });
      },
      // The next pulse says why the member does not answer.
      () => undefined,
    );
  }

  #found(endpoint: string, reading: PulseReading): void {
    const isFirst = this.#clusterId === null;
    this.#clusterId = reading.clusterId;
    if (isFirst) {
      this.protectIfProduction();
      this.#parts.onDidConnect(reading.clusterId);
    }
    if (reading.revision !== null) this.#revisions.saw({ revision: reading.revision, at: this.#parts.clock.now() });
    if (monotonicMs() - this.#keptAt >= keepIntervalMs) this.#keepSightings();
    this.#tell({ ...this.#state, ...reading, phase: 'connected', endpoint, failure: null });
  }

  #keepSightings(): void {
    if (this.#clusterId === null) return;
    this.#keptAt = monotonicMs();
    this.#parts.sightings.keep(this.#clusterId, this.#revisions.sightings);
  }

  #lost(failure: EtcdeckError): void {
    const phase = this.#clusterId === null ? 'connecting' : 'reconnecting';
    this.#tell({ ...this.#state, phase, latencyMs: null, failure: failure.toFailure() });
  }

  #tell(state: ConnectionState): void {
    this.#state = {
      ...state,
      readOnly: this.#clusterId === null ? null : this.#parts.writes.state(),
      strangers: [...this.client.identity.strangers.values()].map((failure) => failure.toFailure()),
    };
    this.#told += 1;
    this.#wake();
  }

  #retell(): void {
    if (this.#told > 0) this.#tell(this.#state);
  }

  #wake(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Resolves at the next state, at the end, and when the consumer is stopped. */
  #change(signal?: Abort): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        this.#watchers.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      this.#watchers.add(done);
      signal?.addEventListener('abort', done, { once: true });
    });
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.closed.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.closed.addEventListener('abort', done, { once: true });
    });
  }

  /** Whether waiting cannot resolve it. Once connected, only a changed cluster is final. */
  #isHopeless({ code }: EtcdeckError): boolean {
    return code === 'ClusterIDMismatch' || (this.#clusterId === null && needsOperator.has(code));
  }
}
