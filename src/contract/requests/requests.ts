import type { z } from 'zod';
import type { Api, MethodName, RequestOf } from '../api.ts';
import { accessRequests } from './access.ts';
import { bundlesRequests } from './bundles.ts';
import { clusterRequests } from './cluster.ts';
import { compareRequests } from './compare.ts';
import { connectionsRequests } from './connections.ts';
import { decodersRequests } from './decoders.ts';
import { doctorRequests } from './doctor.ts';
import { filesRequests } from './files.ts';
import { historyRequests } from './history.ts';
import { journalRequests } from './journal.ts';
import { keysRequests } from './keys.ts';
import { kubeApiRequests } from './kube-api.ts';
import { kubernetesRequests } from './kubernetes.ts';
import { labRequests } from './lab.ts';
import { leasesRequests } from './leases.ts';
import { locksRequests } from './locks.ts';
import { maintenanceRequests } from './maintenance.ts';
import { metricsRequests } from './metrics.ts';
import { newClusterRequests } from './new-cluster.ts';
import { objectStoresRequests } from './object-stores.ts';
import { plansRequests } from './plans.ts';
import { programsRequests } from './programs.ts';
import { recoveryRequests } from './recovery.ts';
import { restoresRequests } from './restores.ts';
import { sandboxRequests } from './sandbox.ts';
import { settingsRequests } from './settings.ts';
import { snapshotsRequests } from './snapshots.ts';
import { sourcesRequests } from './sources.ts';
import { updatesRequests } from './updates.ts';
import { valuesRequests } from './values.ts';
import { watchesRequests } from './watches.ts';

type Schemas = { readonly [N in keyof Api]: { readonly [M in keyof Api[N]]: z.ZodType } };

const schemas = {
  access: accessRequests,
  bundles: bundlesRequests,
  compare: compareRequests,
  history: historyRequests,
  journal: journalRequests,
  kubeApi: kubeApiRequests,
  kubernetes: kubernetesRequests,
  lab: labRequests,
  leases: leasesRequests,
  locks: locksRequests,
  maintenance: maintenanceRequests,
  metrics: metricsRequests,
  decoders: decodersRequests,
  doctor: doctorRequests,
  newCluster: newClusterRequests,
  objectStores: objectStoresRequests,
  plans: plansRequests,
  programs: programsRequests,
  recovery: recoveryRequests,
  restores: restoresRequests,
  updates: updatesRequests,
  values: valuesRequests,
  cluster: clusterRequests,
  connections: connectionsRequests,
  files: filesRequests,
  keys: keysRequests,
  sandbox: sandboxRequests,
  settings: settingsRequests,
  snapshots: snapshotsRequests,
  sources: sourcesRequests,
  watches: watchesRequests,
} satisfies Schemas;

/** The schema of every method's request, checked on core's side of the wire before the method runs. */
export const requests: Schemas = schemas;

/** Removes `readonly`, which does not affect what a request may hold. */
type Loose<T> = T extends string | number | boolean | null | undefined | Uint8Array
  ? T
  : { -readonly [K in keyof T]: Loose<T[K]> };

type IsSame<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

type OutputOf<Name extends MethodName> = Name extends `${infer N}.${infer M}`
  ? N extends keyof typeof schemas
    ? M extends keyof (typeof schemas)[N]
      ? z.output<(typeof schemas)[N][M] & z.ZodType>
      : never
    : never
  : never;

type Differing = {
  [Name in MethodName]: IsSame<Loose<OutputOf<Name>>, Loose<RequestOf<Name>>> extends true ? never : Name;
}[MethodName];

// Does not compile, and names the method, when a schema accepts anything but exactly the interface's request.
true satisfies [Differing] extends [never] ? true : Differing;
