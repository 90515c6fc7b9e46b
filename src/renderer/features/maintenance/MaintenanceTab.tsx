import { EmptyState } from '../../ui/EmptyState.tsx';

/** STAND-IN */
export function MaintenanceTab() {
  return <EmptyState title="Not built yet">Soon.</EmptyState>;
}
