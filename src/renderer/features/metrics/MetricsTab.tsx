import { EmptyState } from '../../ui/EmptyState.tsx';

/** STAND-IN */
export function MetricsTab() {
  return <EmptyState title="Not built yet">Soon.</EmptyState>;
}
