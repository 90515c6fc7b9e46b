import type { Api } from '../contract/api.ts';
import { createConnections } from './connections/create-connections.ts';
import type { TransientConnections } from './connections/open-connections.ts';
import { createFiles } from './files/create-files.ts';
import { createKeys } from './keyspace/create-keys.ts';
import { createCluster } from './members/create-cluster.ts';
import type { Ports } from './ports.ts';
import { createSandbox } from './sandbox/create-sandbox.ts';
import { createSettings } from './settings/create-settings.ts';
import { createSnapshots } from './snapshots/create-snapshots.ts';
import { createWatches } from './watches/create-watches.ts';

/** The whole product, without a host. */
export interface App {
  /** What may cross to a window. */
  readonly api: Api;
  /** Connections of this process only: the command line's own. */
  readonly connections: TransientConnections;
  /** Clears away what a host that was killed left behind: sandbox members and their folders. For once at the start. */
  reap(): Promise<void>;
  /** Closes every connection and stops every sandbox. Nothing may be called afterwards. */
  close(): Promise<void>;
}

/** Puts the product together over what its host supplies. Dials nothing and reads no file by itself. */
export function createApp(ports: Ports): App {
  const settings = createSettings(ports);
  const connections = createConnections(ports);
  const open = connections.open;
  const sandbox = createSandbox({ ports, settings, connections: connections.transient });
  return {
    api: {
      cluster: createCluster(open, ports),
      connections: connections.api,
      files: createFiles(ports),
      keys: createKeys(open),
      sandbox,
      settings,
      snapshots: createSnapshots(open, ports, settings),
      watches: createWatches(open),
    },
    connections: connections.transient,
    reap: () => sandbox.reap(),
    async close() {
      connections.close();
      await sandbox.close();
    },
  };
}
