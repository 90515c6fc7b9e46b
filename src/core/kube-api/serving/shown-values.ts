import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { coverValue } from '../../values/secrets/cover-value.ts';
import { holdsSecret } from '../../values/secrets/holds-secret.ts';
import { SearchBudget } from '../../values/secrets/search-budget.ts';
import type { ValueCodecs } from '../../values/value-codecs.ts';

/**
 * Reads values in a thread of its own, whose event loop no window waits for. What is encrypted was opened by the host
 * where it has the key.
 */
export function shownValues(schema: () => Promise<KubernetesSchema>): Pick<ValueCodecs, 'opened' | 'toShown'> {
  return {
    opened: async (_source, _key, value) => (storedAs(value) === 'encrypted' ? null : value),
    async toShown(value, { reveal }) {
      if (reveal || !holdsSecret(value)) return value;
      return (await coverValue(value, schema, new SearchBudget())) ?? value;
    },
  };
}
