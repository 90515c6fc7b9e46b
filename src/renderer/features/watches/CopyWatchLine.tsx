import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { watchLine } from '../../../contract/etcdctl-key-lines.ts';
import type { WatchRequest } from '../../../contract/watches.ts';
import { copyText } from '../../parts/copy-text.ts';
import { useConnection } from '../../state/connection.tsx';
import { CommandIcon } from '../../ui/icons.tsx';

/** Copies the line of etcdctl that watches the same; etcdctl cannot leave out a type of change. */
export function CopyWatchLine({ request }: { readonly request: Omit<WatchRequest, 'connection'> }) {
  const { profile } = useConnection();
  const { key, isPrefix, rangeEnd, only, startRevision, previous } = request;
  const keys =
    rangeEnd === undefined
      ? ({ kind: isPrefix ? 'prefix' : 'key', key } as const)
      : ({ kind: 'range', key, end: rangeEnd } as const);
  const line = only === undefined ? watchLine(profile, keys, { revision: startRevision, previous }) : null;
  if (line === null) return null;
  return (
    <Tooltip title="Copy as etcdctl">
      <IconButton aria-label="Copy as etcdctl" onClick={() => copyText(line, 'command')}>
        <CommandIcon size={14} />
      </IconButton>
    </Tooltip>
  );
}
