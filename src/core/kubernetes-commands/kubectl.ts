import { shellQuoteText } from '../../contract/shell-quote.ts';
import type { ObjectPlace } from '../kubernetes-storage/layout/object-key.ts';
import { qualified } from '../kubernetes-storage/layout/qualified.ts';

/** Resources that an API server stores but does not serve. */
const unserved: ReadonlySet<string> = new Set(['masterleases', 'ranges']);

/** Returns how kubectl names an object: `deployments web -n shop`. `null` where kubectl cannot reach it. */
export function kubectlTarget(place: ObjectPlace): string | null {
  if (unserved.has(place.resource) || place.name.includes('/')) return null;
  const target = `${shellQuoteText(qualified(place))} ${shellQuoteText(place.name)}`;
  return place.namespace === null ? target : `${target} -n ${shellQuoteText(place.namespace)}`;
}
