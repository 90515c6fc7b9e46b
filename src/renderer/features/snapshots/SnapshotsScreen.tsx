import { LoadingRows } from '../../ui/LoadingState.tsx';

export function SnapshotsScreen() {
  return <LoadingRows label="Loading" />;
}
