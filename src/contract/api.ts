import type { AccessApi } from './access.ts';
import type { BundlesApi } from './bundles.ts';
import type { ClusterApi } from './cluster.ts';
import type { CompareApi } from './compare.ts';
import type { ConnectionsApi } from './connections.ts';
import type { DecodersApi } from './decoders.ts';
import type { DoctorApi } from './doctor.ts';
import type { FilesApi } from './files.ts';
import type { HistoryApi } from './history.ts';
import type { JournalApi } from './journal.ts';
import type { KeysApi } from './keys.ts';
import type { KubeApiApi } from './kube-api.ts';
import type { KubernetesApi } from './kubernetes.ts';
import type { LabApi } from './lab.ts';
import type { LeasesApi } from './leases.ts';
import type { LocksApi } from './locks.ts';
import type { MaintenanceApi } from './maintenance.ts';
import type { MetricsApi } from './metrics.ts';
import type { NewClusterApi } from './new-cluster.ts';
import type { ObjectStoresApi } from './object-stores.ts';
import type { PlansApi } from './plans.ts';
import type { ProgramsApi } from './programs.ts';
import type { RecoveryApi } from './recovery.ts';
import type { RestoresApi } from './restores.ts';
import type { SandboxApi } from './sandbox.ts';
import type { SettingsApi } from './settings.ts';
import type { SnapshotsApi } from './snapshots.ts';
import type { SourcesApi } from './sources.ts';
import type { UpdatesApi } from './updates.ts';
import type { ValuesApi } from './values.ts';
import type { WatchesApi } from './watches.ts';

/** Every method that a renderer may call in core, by noun. Core implements it; the wire carries it. */
export interface Api {
  readonly access: AccessApi;
  readonly bundles: BundlesApi;
  readonly compare: CompareApi;
  readonly history: HistoryApi;
  readonly journal: JournalApi;
  readonly kubeApi: KubeApiApi;
  readonly kubernetes: KubernetesApi;
  readonly lab: LabApi;
  readonly leases: LeasesApi;
  readonly locks: LocksApi;
  readonly maintenance: MaintenanceApi;
  readonly metrics: MetricsApi;
  readonly decoders: DecodersApi;
  readonly doctor: DoctorApi;
  readonly newCluster: NewClusterApi;
  readonly objectStores: ObjectStoresApi;
  readonly plans: PlansApi;
  readonly programs: ProgramsApi;
  readonly recovery: RecoveryApi;
  readonly restores: RestoresApi;
  readonly updates: UpdatesApi;
  readonly values: ValuesApi;
  readonly cluster: ClusterApi;
  readonly connections: ConnectionsApi;
  readonly files: FilesApi;
  readonly keys: KeysApi;
  readonly sandbox: SandboxApi;
  readonly settings: SettingsApi;
  readonly snapshots: SnapshotsApi;
  readonly sources: SourcesApi;
  readonly watches: WatchesApi;
}

/** `call` answers once, with a `Reply`; `open` answers with a stream that its consumer pulls. */
export type Verb = 'call' | 'open';

type VerbOf<F> = F extends (...args: never[]) => AsyncIterable<unknown> ? 'open' : 'call';

/** The verb of every method of the contract, derived from the types. */
export type Verbs = { readonly [N in keyof Api]: { readonly [M in keyof Api[N]]: VerbOf<Api[N][M]> } };

/**
 * The run-time list of methods: the server's allow-list, the client's plan, the tests' input. The compiler checks it
 * against the interfaces, so it has exactly their methods.
 */
export const verbs: Verbs = {
  access: { own: 'call', list: 'call', check: 'call', who: 'call' },
  cluster: { status: 'call', follow: 'open', checkPeerURLs: 'call', memberStart: 'call' },
  connections: {
    list: 'call',
    save: 'call',
    remove: 'call',
    test: 'open',
    open: 'open',
    import: 'call',
    discover: 'call',
    exportProfiles: 'call',
    previewExport: 'call',
    importExport: 'call',
    fromKubeadm: 'call',
    trustHostKey: 'call',
    asEtcdctl: 'call',
    inspect: 'call',
    unlock: 'call',
    lock: 'call',
  },
  files: { list: 'call', pick: 'call', kind: 'call' },
  keys: {
    children: 'open',
    get: 'call',
    count: 'call',
    list: 'open',
    glance: 'open',
    search: 'open',
    put: 'call',
    delete: 'call',
  },
  bundles: { export: 'open' },
  compare: { compare: 'open' },
  history: { timeline: 'call', ofKey: 'open' },
  journal: { list: 'call', entry: 'call', export: 'open', corrections: 'open' },
  kubeApi: { serve: 'open' },
  kubernetes: {
    registries: 'call',
    resources: 'open',
    namespaces: 'open',
    objects: 'open',
    findObjects: 'open',
    glance: 'open',
    object: 'call',
    setEncryption: 'call',
    report: 'open',
    reportRows: 'open',
  },
  plans: {
    planKey: 'open',
    planDelete: 'open',
    planCopy: 'open',
    planPutBack: 'open',
    planImport: 'open',
    planUndo: 'open',
    planTransaction: 'open',
    planFence: 'open',
    planObject: 'open',
    planRepair: 'open',
    planMoveLeader: 'open',
    planMemberAdd: 'open',
    planMemberPromote: 'open',
    planMemberRemove: 'open',
    planMemberReplace: 'open',
    planMemberUpdate: 'open',
    planDefragment: 'open',
    planCompact: 'open',
    planReclaim: 'open',
    planDisarm: 'open',
    planDowngrade: 'open',
    planCheckPerformance: 'open',
    planUserAdd: 'open',
    planUserDelete: 'open',
    planUserChangePassword: 'open',
    planUserGrantRole: 'open',
    planUserRevokeRole: 'open',
    planRoleAdd: 'open',
    planRoleDelete: 'open',
    planRoleGrantPermission: 'open',
    planRoleRevokePermission: 'open',
    planAuthEnable: 'open',
    planAuthDisable: 'open',
    planLeaseGrant: 'open',
    planLeaseRevoke: 'open',
    execute: 'open',
    discard: 'call',
  },
  leases: { list: 'open', follow: 'open', survey: 'open', keys: 'open', keepAlive: 'open' },
  locks: { list: 'open' },
  maintenance: { space: 'open', hashKV: 'open', versions: 'call', whatGrew: 'open' },
  metrics: { follow: 'open' },
  doctor: { examine: 'open', follow: 'open', snooze: 'call', wake: 'call', report: 'call', review: 'call' },
  newCluster: { describe: 'call', issueCertificates: 'call', issueMemberCertificates: 'call', read: 'call' },
  recovery: { survey: 'call', waysBack: 'call' },
  values: { decode: 'call', encode: 'call' },
  decoders: { list: 'call', save: 'call', remove: 'call', move: 'call', messages: 'call' },
  lab: {
    programs: 'call',
    list: 'call',
    start: 'open',
    stop: 'call',
    act: 'open',
    undo: 'open',
    reset: 'open',
    follow: 'open',
    write: 'open',
    experiment: 'open',
    check: 'call',
    runbook: 'call',
  },
  programs: { find: 'call', get: 'open' },
  sandbox: { list: 'call', start: 'open', stop: 'call' },
  updates: { news: 'call' },
  settings: { host: 'call', notify: 'call', get: 'call', update: 'call' },
  snapshots: {
    suggestFile: 'call',
    save: 'open',
    read: 'open',
    inside: 'call',
    sample: 'call',
    catalogue: 'call',
    addFolder: 'call',
    removeFolder: 'call',
    forget: 'call',
    schedule: 'call',
    setSchedule: 'call',
  },
  objectStores: {
    list: 'call',
    save: 'call',
    remove: 'call',
    test: 'call',
    objects: 'call',
    upload: 'open',
    download: 'open',
    planRetention: 'call',
    deleteCopies: 'call',
  },
  restores: { begin: 'call', describe: 'call', run: 'open', compareHash: 'call', rehearse: 'open', join: 'open' },
  sources: { open: 'open' },
  watches: { watch: 'open', record: 'open' },
};

/** A method's name on the wire: `noun.method`. */
export type MethodName = { [N in keyof Api & string]: `${N}.${keyof Api[N] & string}` }[keyof Api & string];

/** The request that a method takes. */
export type RequestOf<Name extends MethodName> = Name extends `${infer N}.${infer M}`
  ? N extends keyof Api
    ? M extends keyof Api[N]
      ? Api[N][M] extends (request: infer R, ...rest: never[]) => unknown
        ? R
        : never
      : never
    : never
  : never;
