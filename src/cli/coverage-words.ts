import { EtcdeckError } from '../contract/failure.ts';
import { coversBelow, coversKey, type KeyCoverage } from '../contract/key-coverage.ts';
import { bytesOf, concatBytes, startsWith } from '../core/bytes/bytes.ts';
import { knownRegistries, registryOf } from '../core/kubernetes-storage/layout/registries.ts';
import { type Printable, words } from '../core/terminal/printable.ts';
import { inText } from './bytes.ts';

/**
 * Returns why a key that a source does not have may exist all the same, as a failure: `KeyNotCovered`, or `KeyNotFound`
 * where the file does not say. `null` where the key did not exist.
 */
export function uncovered(coverage: KeyCoverage, key: Uint8Array): EtcdeckError | null {
  const covers = coversKey(coverage, key);
  const secrets = isOfSecrets(key) ? coverage.secrets : 'held';
  if (covers === 'outside' || secrets === 'leftOut') {
    const what = covers === 'outside' ? `it ${extentOf(coverage)}` : 'Secrets were left out of it';
    return new EtcdeckError({ code: 'KeyNotCovered', message: `the file does not cover ${inText(key)}: ${what}` });
  }
  if (covers === 'covered' && secrets === 'held') return null;
  const what = covers === 'unknown' ? 'which keys it covers' : 'whether Secrets were left out';
  const message = `there is no key ${inText(key)} in the file, which does not say ${what}`;
  return new EtcdeckError({ code: 'KeyNotFound', message });
}

/** Returns what a list of the keys below a prefix may leave out of the cluster's; `null` where that is nothing. */
export function partNote(coverage: KeyCoverage, prefix: Uint8Array): Printable | null {
  const below = coversBelow(coverage, prefix);
  if (below === 'none') return words`The file does not cover ${inText(prefix)}: it ${extentOf(coverage)}.\n`;
  if (below === 'part') return words`This is not all of the cluster's: the file ${extentOf(coverage)}.\n`;
  if (below === 'unknown') return words`The file does not say which keys it covers.\n`;
  const mayHoldSecrets = isOfSecrets(prefix) || places.some((place) => startsWith(place, prefix));
  return coverage.secrets === 'leftOut' && mayHoldSecrets ? words`Secrets were left out of the file.\n` : null;
}

function extentOf({ keys }: KeyCoverage): string {
  return keys.kind === 'prefix'
    ? `holds the keys below ${inText(keys.prefix)} only`
    : 'holds keys that were chosen one by one';
}

/** Whether a key, or a prefix, is among the Secrets of a Kubernetes registry. */
function isOfSecrets(key: Uint8Array): boolean {
  const registry = registryOf(key);
  return registry !== null && startsWith(key.subarray(registry.length), secrets);
}

const secrets = bytesOf('secrets/');

/** Where the registries that are known keep their Secrets. */
const places = knownRegistries.map((registry) => concatBytes(registry, secrets));
