import { EmptyState } from '../../ui/EmptyState.tsx';

/** STAND-IN */
export function DoctorTab() {
  return <EmptyState title="Not built yet">Soon.</EmptyState>;
}
