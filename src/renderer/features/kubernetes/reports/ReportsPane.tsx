import type { Registry } from '../../../../contract/kubernetes.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';

/** What one walk over all of a registry tells. */
export function ReportsPane(_props: { readonly registry: Registry }) {
  return <EmptyState title="In work" />;
}
