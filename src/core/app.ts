import { type Api, verbs } from '../contract/api.ts';
import { createAccess } from './access/create-access.ts';
import { createConnections } from './connections/create-connections.ts';
import type { TransientConnections } from './connections/held/open-connections.ts';
import { enteredCluster } from './doctor/entered-cluster.ts';
import { FindingLedger } from './doctor/finding-ledger.ts';
import { openSnoozes } from './doctor/snoozes.ts';
import { createJournal } from './journal/create-journal.ts';
import { usualRetention } from './journal/journal-retention.ts';
import { createKeys } from './keyspace/create-keys.ts';
import { createSources } from './keyspace/create-sources.ts';
import { createKubeApi } from './kube-api/create-kube-api.ts';
import type { KubeApi } from './kube-api/kube-api.ts';
import { serveForWindow } from './kube-api/serve-for-window.ts';
import { late, lateNoun } from './late.ts';
import type { LaterNoun } from './later-nouns.ts';
import type { Ports } from './ports.ts';
import { createSettings } from './settings/create-settings.ts';
import { keepPrivate } from './settings/private-folder.ts';
import { coverFailures } from './values/secrets/cover-failures.ts';
import { createValueCodecs } from './values/value-codecs.ts';

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

/**
 * Puts the product together over what its host supplies. Dials nothing and reads no file by itself. What a connection, its
 * keys and values need is loaded; the other nouns are when one of them is called.
 */
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
  const members = late(async () => (await import('./members/create-cluster.ts')).createCluster(open, ports));
  const cluster = lateNoun(verbs.cluster, members.get);
  const snoozes = openSnoozes(ports);
  const ledger = new FindingLedger({ clock: ports.clock, snoozes });
  const kubeApi = createKubeApi({ ports, sources, codecs });
  const others = late(async () => {
    const { createLaterNouns } = await import('./later-nouns.ts');
    const parts = { ports, settings, connections, access, journal, sources, codecs, cluster, snoozes, ledger };
    return createLaterNouns(parts);
  });
  const later = <N extends LaterNoun>(noun: N) => lateNoun(verbs[noun], async () => (await others.get()).api[noun]);
  return {
    api: coverFailures({
      access: later('access'),
      bundles: later('bundles'),
      cluster: enteredCluster(cluster, ledger),
      compare: later('compare'),
      connections: connections.api,
      decoders: codecs.decoders,
      doctor: later('doctor'),
      files: later('files'),
      history: later('history'),
      journal: later('journal'),
      keys: createKeys(open, sources, codecs, ports, journal),
      kubeApi: serveForWindow(kubeApi),
      kubernetes: later('kubernetes'),
      lab: later('lab'),
      leases: later('leases'),
      locks: later('locks'),
      maintenance: later('maintenance'),
      metrics: later('metrics'),
      newCluster: later('newCluster'),
      objectStores: later('objectStores'),
      plans: later('plans'),
      programs: later('programs'),
      recovery: later('recovery'),
      restores: later('restores'),
      sandbox: later('sandbox'),
      settings,
      snapshots: later('snapshots'),
      sources: opener.api,
      updates: later('updates'),
      values: codecs.api,
      watches: later('watches'),
    }),
    kubeApi,
    connections: connections.transient,
    reap: async () => await (await others.get()).reap(),
    runSchedules() {
      others.get().then(
        ({ runSchedules }) => runSchedules(),
        (error: unknown) => ports.log.error('no schedule runs', { reason: String(error) }),
      );
    },
    async close() {
      await kubeApi.close();
      codecs.close();
      opener.close();
      await Promise.all([others.ifMade((made) => made.stopSchedules()), connections.close()]);
      await Promise.all([journal.close(), others.ifMade((made) => made.close())]);
    },
  };
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
