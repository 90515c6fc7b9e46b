import { endpointPartsOrNull } from '../connections/endpoints.ts';

/** Returns the port of more than half of the client URLs; `null` where they have none in common. */
export function usualClientPort(clientURLs: readonly string[]): number | null {
  const ports = clientURLs.flatMap((url) => endpointPartsOrNull(url)?.port ?? []);
  const [middle] = ports.toSorted((a, b) => a - b).slice(Math.floor(ports.length / 2));
  return middle !== undefined && ports.filter((port) => port === middle).length * 2 > ports.length ? middle : null;
}
