import { notFound } from '../../kube-answers/answers/status.ts';
import type { Served } from '../../kube-answers/resources/served-resource.ts';
import type { ListOptions } from '../requests/list-options.ts';
import { requireNotOlder, revisionOf } from '../requests/resource-version.ts';
import { isObjectKey, objectKeyOf } from './object-span.ts';
import type { ServedWorld } from './served-world.ts';

/** The object that is asked for. */
export interface GetRequest {
  readonly served: Served;
  readonly namespace: string | null;
  readonly name: string;
  readonly options: ListOptions;
  readonly accept: string | null;
}

/** Returns one object as it is answered. Fails with a `Refusal`, and as reads do. */
export async function readObject(
  world: ServedWorld,
  { served, namespace, name, options, accept }: GetRequest,
  signal: AbortSignal,
): Promise<{ readonly contentType: string; readonly body: Uint8Array }> {
  const form = world.answers.form(served, accept, options.includeObject);
  const key = objectKeyOf(served, namespace, name);
  const { entry, revision } = await world.reader.get(key, { signal });
  world.saw(revision);
  if (options.resourceVersion !== null) {
    requireNotOlder({ kind: 'notOlderThan', revision: revisionOf(options.resourceVersion) }, world.newest);
  }
  // A name with a slash in it would be of a key further down.
  if (entry === null || !isObjectKey(served, key))
    throw notFound({ group: served.resource.group, resource: served.resource.resource }, name);
  const object = await world.answers.open(served, entry);
  return { contentType: form.contentType, body: Buffer.concat(world.answers.object(served, form, object)) };
}
