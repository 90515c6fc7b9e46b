import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { watchLine } from '../../../contract/etcdctl-key-lines.ts';
import type { WatchRequest } from '../../../contract/watches.ts';
import { copyText } from '../../parts/copy-text.ts';
import { useConnection } from '../../state/connection.tsx';
import { CommandIcon } from '../../ui/icons.tsx';

/** Copies the line of etcdctl that watches the same. */
export function CopyWatchLine({ request }: { readonly request: WatchRequest }) {
  const { profile } = useConnection();
  const { key, isPrefix, startRevision, previous } = request;
  const line = watchLine(profile, { kind: isPrefix ? 'prefix' : 'key', key }, { revision: startRevision, previous });
  if (line === null) return null;
  return (
    <Tooltip title="Copy as etcdctl">
      <IconButton aria-label="Copy as etcdctl" onClick={() => copyText(line, 'command')}>
        <CommandIcon size={14} />
      </IconButton>
    </Tooltip>
  );
}
