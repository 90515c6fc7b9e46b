import { LoadingRows } from '../../ui/LoadingState.tsx';

export function WatchesScreen() {
  return <LoadingRows label="Loading" />;
}
