import type { ConnectionEnvironment } from '../../contract/connections.ts';
import { StatusChip } from '../ui/StatusChip.tsx';

/** What a cluster is for. Production has a colour that means nothing else. */
export function EnvironmentChip({ environment }: { readonly environment: ConnectionEnvironment | null }) {
  if (environment === null) return null;
  return <StatusChip tone={environment === 'production' ? 'production' : 'neutral'}>{environment}</StatusChip>;
}
