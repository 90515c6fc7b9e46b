import { EmptyState } from '../../ui/EmptyState.tsx';

/** Kubernetes' objects as they are stored. */
export function KubernetesScreen() {
  return <EmptyState title="In work" />;
}
