import type { Api } from '../contract/api.ts';
import { withoutFullStop } from '../contract/text-end.ts';
import { createAccessReports } from './access/access-reports.ts';
import { createAccessPlans } from './access/acts/access-plans.ts';
import { createAccess } from './access/create-access.ts';
import { explainRefusals } from './access/explain-refusals.ts';
import { createBundles } from './bundles/create-bundles.ts';
import { createConnections } from './connections/create-connections.ts';
import type { TransientConnections } from './connections/held/open-connections.ts';
import { createDoctor } from './doctor/create-doctor.ts';
import { enteredCluster } from './doctor/entered-cluster.ts';
import { FindingLedger } from './doctor/finding-ledger.ts';
import { openSnoozes } from './doctor/snoozes.ts';
import { createFiles } from './files/create-files.ts';
import { createJournal } from './journal/create-journal.ts';
import { entryKeys } from './journal/entry-keys.ts';
import { exportEntries } from './journal/export-entries.ts';
import { usualRetention } from './journal/journal-retention.ts';
import { createCompare } from './keyspace/create-compare.ts';
import { createHistory } from './keyspace/create-history.ts';
import { createKeys } from './keyspace/create-keys.ts';
import { createSources } from './keyspace/create-sources.ts';
import { createKubeApi } from './kube-api/create-kube-api.ts';
import type { KubeApi } from './kube-api/kube-api.ts';
import { serveForWindow } from './kube-api/serve-for-window.ts';
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
import { createCluster } from './members/create-cluster.ts';
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
import { createSettings } from './settings/create-settings.ts';
import { keepPrivate } from './settings/private-folder.ts';
import { reapBackups } from './snapshot-files/backups/opened-backups.ts';
import { openCatalogue } from './snapshots/catalogue/catalogue.ts';
import { createSnapshots } from './snapshots/create-snapshots.ts';
import { leaseTTLs } from './snapshots/lease-ttls.ts';
import { stoppable } from './streams/stoppable.ts';
import { createUpdates } from './updates/create-updates.ts';
import { coverFailures } from './values/secrets/cover-failures.ts';
import { createValueCodecs } from './values/value-codecs.ts';
import { createWatches } from './watches/create-watches.ts';
import { createCorrections } from './writes/corrections.ts';

/** The whole product, without a host. */
export interface App {
  /** What may cross to a window. */
  readonly api: Api;
  /** Serves Kubernetes objects to kubectl and other clients, once it is asked to. */
  readonly kubeApi: KubeApi;
  /** Connections of this process only: the command line's own. */
  readonly connections: TransientConnections;
  /**
   * Clears away what a host that was killed left behind: members of sandboxes and rehearsals, and their folders. Gets an
   * etcd where the host was started for a sandbox and there is none, and logs where that cannot be. For once at the start.
   */
  reap(): Promise<void>;
  /** Saves snapshots by the settings' schedules from now on, until it is closed. For hosts that stay. */
  runSchedules(): void;
  /**
   * Closes every connection and stops every sandbox; the journal is written as far as it can be. Nothing may be called
   * afterwards.
   */
  close(): Promise<void>;
}

/** Puts the product together over what its host supplies. Dials nothing and reads no file by itself. */
export function createApp(ports: Ports): App {
  closeToOthers(ports);
  const settings = createSettings(ports);
  const connections = createConnections(ports);
  const open = connections.open;
  const access = createAccess(open, ports);
  const journal = createJournal(ports, () => settings.get({}).catch(() => usualRetention));
  const opener = createSources({ open, permissions: access.permissions, journal }, ports);
  const sources = opener.open;
  const codecs = createValueCodecs(ports, (source) => sources.require(source).closed);
  const store = new PlanStore(ports.clock, codecs);
  const objectPlans = createObjectPlans({ ports, open, sources, codecs, store });
  const cluster = createCluster(open, ports);
  const snoozes = openSnoozes(ports);
  const ledger = new FindingLedger({ clock: ports.clock, snoozes });
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
  const kubeApi = createKubeApi({ ports, sources, codecs });
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
    api: coverFailures({
      access: { ...access.api, ...createAccessReports({ open, cluster, resourcesFolder: ports.resourcesFolder }) },
      bundles: createBundles(sources, codecs),
      cluster: enteredCluster(cluster, ledger),
      compare: createCompare(sources, codecs),
      connections: connections.api,
      files: createFiles(ports),
      history,
      journal: {
        list: journal.list,
        export: (request, options) => stoppable(options?.signal, (signal) => exportEntries(journal, request, signal)),
        entry: (request, options) => entryKeys({ journal, codecs }, request, options),
        corrections: createCorrections({ open, journal, ports }),
      },
      keys: createKeys(open, sources, codecs, ports, journal),
      kubeApi: serveForWindow(kubeApi),
      kubernetes: createKubernetes(ports, sources, codecs),
      lab: lab.api,
      leases: createLeases({ open, clock: ports.clock }),
      locks: createLocks({ open, clock: ports.clock, codecs }),
      maintenance,
      metrics: createMetrics({ open, cluster, journal, clock: ports.clock, log: ports.log }),
      decoders: codecs.decoders,
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
      settings,
      snapshots,
      sources: opener.api,
      updates: createUpdates({ ports, settings }),
      values: codecs.api,
      watches: explainRefusals(createWatches(open, codecs), open, access),
    }),
    kubeApi,
    connections: connections.transient,
    async reap() {
      await Promise.all([sandbox.reap(), restores.reap(), reapBackups(ports)]);
      if (unasked !== null) await getUnasked(unasked, ports);
    },
    runSchedules: () => scheduler.start(),
    async close() {
      await kubeApi.close();
      codecs.close();
      opener.close();
      await Promise.all([scheduler.close(), connections.close()]);
      await Promise.all([journal.close(), sandbox.close(), lab.close(), restores.close(), programs.close()]);
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

/** Reading goes on where it cannot be done; writing settings says so. */
function closeToOthers({ settingsFolder, log }: Ports): void {
  try {
    const reason = keepPrivate(settingsFolder);
    if (reason !== null) log.warn('Others can look into the settings folder', { folder: settingsFolder, reason });
  } catch (error) {
    log.warn('Others can look into the settings folder', { folder: settingsFolder, reason: String(error) });
  }
}
