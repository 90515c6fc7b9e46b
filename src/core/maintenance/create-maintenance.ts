import type { MaintenanceApi } from '../../contract/maintenance.ts';
import { stoppable } from '../streams/stoppable.ts';
import { whatGrew } from './grown/what-grew.ts';
import { compareHashes } from './hashes/compare-hashes.ts';
import type { MaintenanceParts } from './maintenance-parts.ts';
import { SpaceFollower } from './space/space-follower.ts';
import { readVersions } from './versions/read-versions.ts';

/** What can be known of the upkeep of open connections' clusters. */
export function createMaintenance(parts: MaintenanceParts): MaintenanceApi {
  const spaces = new SpaceFollower(parts);
  return {
    space: ({ connection }, options) => stoppable(options?.signal, (signal) => spaces.follow(connection, signal)),
    hashKV: (request, options) => stoppable(options?.signal, (signal) => compareHashes(parts, request, signal)),
    versions: ({ connection }, options) => readVersions(parts, connection, options),
    whatGrew: ({ connection }, options) => stoppable(options?.signal, (signal) => whatGrew(parts, connection, signal)),
  };
}
