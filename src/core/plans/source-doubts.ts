import type { CallOptions } from '../../contract/abort.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { KeysConsequence } from '../../contract/plan-consequences.ts';
import type { OpenSources } from '../sources/open-sources.ts';

/** Returns what follows from writing values of a source that is not proved to be whole. Fails as `require` does. */
export async function sourceDoubts(
  sources: OpenSources,
  source: KeySource,
  options: CallOptions,
): Promise<readonly KeysConsequence[]> {
  if (source.kind !== 'snapshot') return [];
  const { verdict } = await sources.require(source).whole.origin(options);
  if (verdict === 'damaged') return ['SourceDamaged'];
  return verdict === 'unverifiable' ? ['SourceUnverifiable'] : [];
}
