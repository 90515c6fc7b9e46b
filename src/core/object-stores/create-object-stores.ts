import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStoresApi } from '../../contract/object-stores.ts';
import type { Ports } from '../ports.ts';

const missing = (): never => {
  throw new EtcdeckError({ code: 'Internal', message: 'not there yet' });
};

/** STAND-IN: object stores that snapshots are copied to. */
export function createObjectStores(_ports: Pick<Ports, 'openStore' | 'secrets' | 'clock' | 'log'>): ObjectStoresApi {
  return {
    list: async () => [],
    save: missing,
    remove: missing,
    test: missing,
    objects: missing,
    upload: missing,
    download: missing,
  };
}
