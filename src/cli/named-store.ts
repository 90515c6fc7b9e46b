import { EtcdeckError } from '../contract/failure.ts';
import type { ObjectStore, ObjectStoresApi } from '../contract/object-stores.ts';

/** Returns the object store of a name, or else of an id. Fails with `BadRequest`, which says which ones there are. */
export async function namedStore(stores: Pick<ObjectStoresApi, 'list'>, name: string): Promise<ObjectStore> {
  const all = await stores.list({});
  const found = all.find((each) => each.name === name) ?? all.find((each) => each.id === name);
  if (found !== undefined) return found;
  const names = all.map((each) => each.name).join(', ');
  const known = names === '' ? 'none is set up: add one on the Snapshots screen' : `there are ${names.slice(0, 500)}`;
  throw new EtcdeckError({ code: 'BadRequest', message: `there is no object store ${name.slice(0, 128)}; ${known}` });
}
