import { EmptyState } from '../../../ui/EmptyState.tsx';

/** Short guided lessons, beside the picture that they are about. */
export function LessonsPanel() {
  return <EmptyState title="Lessons" />;
}
