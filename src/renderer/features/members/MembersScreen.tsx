import { LoadingRows } from '../../ui/LoadingState.tsx';

export function MembersScreen() {
  return <LoadingRows label="Loading" />;
}
