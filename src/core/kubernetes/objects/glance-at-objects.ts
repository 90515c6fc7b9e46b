import type { CallOptions } from '../../../contract/abort.ts';
import type { ObjectGlance } from '../../../contract/glance.ts';
import type { RegistryResource } from '../../../contract/kubernetes.ts';
import type { ReportedObject } from '../../../contract/kubernetes-reports.ts';
import { isDenied } from '../../etcd/failures.ts';
import { textFinder } from '../../keyspace/text-part.ts';
import { type ObjectPlace, readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { qualified } from '../../kubernetes-storage/layout/qualified.ts';
import { listResources } from '../../registries/list-registry.ts';
import { pageParts } from '../../sources/page-parts.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import { breathe } from '../../streams/breath.ts';
import { stoppable } from '../../streams/stoppable.ts';

/** Which objects to find. */
export interface ObjectGlanceRequest {
  readonly registries: readonly Uint8Array[];
  readonly text: string;
  readonly limit: number;
}

const noFolders = new Uint8Array();
const mostOfAResource = 2_000;
const mostLooked = 50_000;
const mostWords = 8;
const atOnce = 8;
/** These are the most numerous, and rarely searched by name. */
const lastOnes: ReadonlySet<string> = new Set(['events', 'events.events.k8s.io', 'leases']);

/** Finds the first objects whose names contain the words of a text, in each registry present. */
export function glanceAtObjects(
  source: SourceReader,
  { registries, text, limit }: ObjectGlanceRequest,
  options?: CallOptions,
): AsyncIterable<ObjectGlance> {
  return stoppable(options?.signal, async function* (signal): AsyncGenerator<ObjectGlance, void> {
    const isMeant = meantBy(text);
    let looked = 0;
    let left = limit;
    let isComplete = true;
    for (const registry of registries) {
      const resources = await resourcesOf(source, registry, { signal });
      isComplete &&= resources !== null;
      const ordered = [...(resources ?? [])].sort((a, b) => Number(isLate(a)) - Number(isLate(b)));
      for (let at = 0; at < ordered.length; at += atOnce) {
        if (left === 0 || looked >= mostLooked) {
          isComplete = false;
          break;
        }
        const asked = { registry, isMeant, limit: left };
        const parts = await Promise.all(
          ordered.slice(at, at + atOnce).map(({ prefix }) => lookThrough(source, prefix, asked, { signal })),
        );
        for (const part of parts) {
          const found = part.found.slice(0, left);
          looked += part.looked;
          left -= found.length;
          isComplete &&= part.isComplete && found.length === part.found.length;
          for (const objects of pageParts(found, ({ key }) => key.length)) yield { kind: 'objects', objects };
        }
        await breathe();
      }
    }
    yield { kind: 'ended', looked, isComplete };
  });
}

function isLate(resource: RegistryResource): boolean {
  return lastOnes.has(qualified(resource));
}

/** Returns a registry's resources; `null` where the user may not list them. */
async function resourcesOf(
  source: SourceReader,
  registry: Uint8Array,
  options: CallOptions,
): Promise<readonly RegistryResource[] | null> {
  const found: RegistryResource[] = [];
  try {
    for await (const resources of listResources(source, registry, options)) found.push(...resources);
  } catch (error) {
    if (isDenied(error)) return null;
    throw error;
  }
  return found;
}

interface Looked {
  readonly found: readonly ReportedObject[];
  readonly looked: number;
  readonly isComplete: boolean;
}

/** Searches the first objects of a resource. */
async function lookThrough(
  source: SourceReader,
  prefix: Uint8Array,
  asked: { readonly registry: Uint8Array; readonly isMeant: IsMeant; readonly limit: number },
  options: CallOptions,
): Promise<Looked> {
  const found: ReportedObject[] = [];
  let looked = 0;
  const request = { prefix, delimiter: noFolders, after: null, limit: mostOfAResource };
  for await (const { children, complete } of source.children(request, options)) {
    for (const child of children) {
      looked += 1;
      const place = child.kind === 'key' ? readObjectKey(asked.registry, child.meta.key) : null;
      if (child.kind !== 'key' || place === null || !asked.isMeant(place)) continue;
      const { namespace, name } = place;
      found.push({ key: child.meta.key, resource: qualified(place), namespace, name });
      if (found.length === asked.limit) return { found, looked, isComplete: false };
    }
    if (complete) return { found, looked, isComplete: true };
  }
  return { found, looked, isComplete: false };
}

type IsMeant = (place: ObjectPlace) => boolean;

/** Tests whether an object contains every word of a text, and one of them in its name: `shop/web`, `pods web`. */
function meantBy(text: string): IsMeant {
  const words = text
    .split(/\s/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map((word) => ({
      isIn: textFinder(word, true),
      // Of `shop/web` the name is `web`.
      isNamed: textFinder(word.slice(word.lastIndexOf('/') + 1), true),
    }));
  return (place) => {
    const whole = `${qualified(place)}/${place.namespace ?? ''}/${place.name}`;
    return words.some(({ isNamed }) => isNamed(place.name) >= 0) && words.every(({ isIn }) => isIn(whole) >= 0);
  };
}
