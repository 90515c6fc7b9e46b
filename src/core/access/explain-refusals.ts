import type { WatchesApi } from '../../contract/watches.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import { isDenied } from '../etcd/failures.ts';
import type { Access } from './create-access.ts';

/** Returns watches whose refusals name the user and what it may read: etcd follows a range that it permits whole only. */
export function explainRefusals(watches: WatchesApi, open: OpenConnections, access: Access): WatchesApi {
  return {
    ...watches,
    async *watch(request, options) {
      try {
        yield* watches.watch(request, options);
      } catch (error) {
        if (!isDenied(error)) throw error;
        throw await access.permissions(open.require(request.connection)).explained(error);
      }
    },
  };
}
