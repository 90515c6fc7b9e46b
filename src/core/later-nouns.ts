import type { Api } from '../contract/api.ts';
import type { ClusterApi } from '../contract/cluster.ts';
import type { SettingsApi } from '../contract/settings.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { createAccessReports } from './access/access-reports.ts';
import { createAccessPlans } from './access/acts/access-plans.ts';
import type { Access } from './access/create-access.ts';
import { explainRefusals } from './access/explain-refusals.ts';
import { createBundles } from './bundles/create-bundles.ts';
import type { Connections } from './connections/create-connections.ts';
import { createDoctor } from './doctor/create-doctor.ts';
import type { FindingLedger } from './doctor/finding-ledger.ts';
import type { Snoozes } from './doctor/snoozes.ts';
import { createFiles } from './files/create-files.ts';
import { entryKeys } from './journal/entry-keys.ts';
import { exportEntries } from './journal/export-entries.ts';
import type { Journal } from './journal/journal.ts';
import { createCompare } from './keyspace/create-compare.ts';
import { createHistory } from './keyspace/create-history.ts';
import { createKubernetes } from './kubernetes/create-kubernetes.ts';
import { createObjectPlans } from './kubernetes/object-plans.ts';
import { createPutBack } from './kubernetes/put-back/create-put-back.ts';
import { MemberActs } from './lab/cluster/member-acts.ts';
import { createLab } from './lab/create-lab.ts';
import { clusterOfSnapshot } from './lab/rehearsal/cluster-of-snapshot.ts';
import { createLeasePlans } from './leases/acts/lease-plans.ts';
import { createLeases } from './leases/create-leases.ts';
import { createLocks } from './locks/create-locks.ts';
import { createMaintenancePlans } from './maintenance/acts/maintenance-plans.ts';
import { createMaintenance } from './maintenance/create-maintenance.ts';
import { createMemberPlans } from './members/acts/member-plans.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { createNewCluster } from './new-cluster/create-new-cluster.ts';
import { createObjectStores } from './object-stores/create-object-stores.ts';
import { createPlans } from './plans/create-plans.ts';
import { PlanStore } from './plans/plan-store.ts';
import type { Ports } from './ports.ts';
import { createPrograms } from './programs/create-programs.ts';
import { installCommand } from './programs/install-command.ts';
import { UnaskedEtcd, withoutEtcd } from './programs/unasked-etcd.ts';
import { createRecovery } from './recovery/create-recovery.ts';
import { createRestores } from './restores/create-restores.ts';
import { createSandbox } from './sandbox/create-sandbox.ts';
import { reapBackups } from './snapshot-files/backups/opened-backups.ts';
import { openCatalogue } from './snapshots/catalogue/catalogue.ts';
import { createSnapshots } from './snapshots/create-snapshots.ts';
import { leaseTTLs } from './snapshots/lease-ttls.ts';
import type { OpenSources } from './sources/open-sources.ts';
import { stoppable } from './streams/stoppable.ts';
import { createUpdates } from './updates/create-updates.ts';
import type { OwnedValueCodecs } from './values/value-codecs.ts';
import { createWatches } from './watches/create-watches.ts';
import { createCorrections } from './writes/corrections.ts';

/** What the other nouns are made of. */
export interface LaterParts {
  readonly ports: Ports;
  readonly settings: SettingsApi;
  readonly connections: Connections;
  readonly access: Access;
  readonly journal: Journal;
  readonly sources: OpenSources;
  readonly codecs: OwnedValueCodecs;
  readonly cluster: ClusterApi;
  readonly snoozes: Snoozes;
  readonly ledger: FindingLedger;
}

/** A noun that no connection, key or value needs. */
export type LaterNoun = Exclude<
  keyof Api,
  'cluster' | 'connections' | 'decoders' | 'keys' | 'kubeApi' | 'settings' | 'sources' | 'values'
>;

/** The nouns that are loaded when one of them is called, and what a host does with them. */
export interface LaterNouns {
  readonly api: Pick<Api, LaterNoun>;
  /** See `App.reap`. */
  reap(): Promise<void>;
  /** See `App.runSchedules`. */
  runSchedules(): void;
  /** Ends schedules, and waits for what they do. */
  stopSchedules(): Promise<void>;
  /** Ends sandboxes, labs, rehearsals and downloads. For after `stopSchedules`. */
  close(): Promise<void>;
}

/** Puts together the nouns that are loaded when one of them is first called. */
export function createLaterNouns(parts: LaterParts): LaterNouns {
  const { ports, settings, connections, access, journal, sources, codecs, cluster, snoozes, ledger } = parts;
  const open = connections.open;
  const store = new PlanStore(ports.clock, codecs);
  const objectPlans = createObjectPlans({ ports, open, sources, codecs, store });
  const catalogue = openCatalogue(ports);
  const stores = createObjectStores(ports, catalogue);
  const restores = createRestores({
    ...{ ports, open, settings, journal },
    didRehearse: (file, result) => catalogue.didRehearse(file, result),
  });
  const { api: snapshots, scheduler } = createSnapshots({
    ...{ open, sources, ports, settings, catalogue, stores, journal, connections: connections.api },
    rehearse: (request, options) => restores.rehearse(request, options),
    upload: (request, options) => stores.upload(request, options),
  });
  const maintenance = createMaintenance({ open, sources, cluster, clock: ports.clock });
  const memberPlans = createMemberPlans({ open, cluster, store });
  const history = createHistory(sources, codecs);
  const maintenancePlans = createMaintenancePlans({ open, cluster, history, store, clock: ports.clock });
  const putBack = createPutBack({ sources, codecs }, { leaseTTLs: (source) => leaseTTLs(snapshots, source) });
  const programs = createPrograms({ settingsFolder: ports.settingsFolder, settings });
  const unasked = ports.openSandbox ? new UnaskedEtcd(programs, ports.log) : null;
  const sandbox = createSandbox({
    ...{ ports, programs, connections: connections.transient },
    getEtcd: unasked === null ? null : (tell) => unasked.get(tell),
  });
  const plans = createPlans(
    { ports, open, sources, codecs, journal, store, putBack },
    {
      ...objectPlans,
      ...memberPlans,
      ...maintenancePlans,
      ...createAccessPlans({ open, cluster, store }),
      ...createLeasePlans({ open, store }),
    },
  );
  const lab = createLab({
    ...{ ports, settings, connections: connections.transient },
    memberActs: (connection) => new MemberActs({ open, cluster, plans }, connection),
    clusterOf: (snapshot) => clusterOfSnapshot({ snapshots, connections: connections.api }, snapshot),
    reap: () => sandbox.reap(),
  });
  return {
    api: {
      access: { ...access.api, ...createAccessReports({ open, cluster, resourcesFolder: ports.resourcesFolder }) },
      bundles: createBundles(sources, codecs),
      compare: createCompare(sources, codecs),
      files: createFiles(ports),
      history,
      journal: {
        list: journal.list,
        export: (request, options) => stoppable(options?.signal, (signal) => exportEntries(journal, request, signal)),
        entry: (request, options) => entryKeys({ journal, codecs }, request, options),
        corrections: createCorrections({ open, journal, ports }),
      },
      kubernetes: createKubernetes(ports, sources, codecs),
      lab: lab.api,
      leases: createLeases({ open, clock: ports.clock }),
      locks: createLocks({ open, clock: ports.clock, codecs }),
      maintenance,
      metrics: createMetrics({ open, cluster, journal, clock: ports.clock, log: ports.log }),
      doctor: createDoctor({
        ...{ open, cluster, maintenance, ledger, snoozes, ports, version: ports.version },
        snapshots: { catalogue: snapshots.catalogue, schedule: snapshots.schedule, filesIn: catalogue.filesIn },
      }),
      newCluster: createNewCluster(),
      objectStores: stores,
      plans,
      programs,
      recovery: createRecovery({ open, cluster, clock: ports.clock }),
      restores,
      sandbox,
      snapshots,
      updates: createUpdates({ ports, settings }),
      watches: explainRefusals(createWatches(open, codecs), open, access),
    },
    async reap() {
      await Promise.all([sandbox.reap(), restores.reap(), reapBackups(ports)]);
      if (unasked !== null) await getUnasked(unasked, ports);
    },
    runSchedules: () => scheduler.start(),
    stopSchedules: () => scheduler.close(),
    async close() {
      await Promise.all([sandbox.close(), lab.close(), restores.close(), programs.close()]);
    },
  };
}

/** Says so at the terminal, where an operator who started the host looks first. */
async function getUnasked(unasked: UnaskedEtcd, { log }: Ports): Promise<void> {
  try {
    await unasked.get(() => undefined);
  } catch (error) {
    const install = await installCommand();
    const get = install === null ? 'Put one on PATH, or choose it in the app.' : `To get it: ${install}.`;
    const reason = error instanceof Error ? withoutFullStop(error.message) : String(error);
    log.warn(`No sandbox can start: ${reason}. ${get} ${withoutEtcd}`);
  }
}
