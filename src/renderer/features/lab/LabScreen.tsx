import { EmptyState } from '../../ui/EmptyState.tsx';
export function LabScreen() {
  return <EmptyState title="Lab" />;
}
