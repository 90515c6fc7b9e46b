import { LoadingRows } from '../../ui/LoadingState.tsx';

export function KeysScreen() {
  return <LoadingRows label="Loading" />;
}
