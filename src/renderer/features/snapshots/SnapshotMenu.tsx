import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { type ReactNode, useState } from 'react';
import type { ObjectStore } from '../../../contract/object-stores.ts';
import type { CataloguedSnapshot } from '../../../contract/snapshots.ts';
import { copyText } from '../../parts/copy-text.ts';
import { useApi } from '../../state/api.tsx';
import { formatSnapshotFocus } from '../../state/compare-focus.ts';
import { useConnection } from '../../state/connection.tsx';
import { choosePutBack } from '../../state/put-back-into.ts';
import { fileName } from '../../state/recent-files.ts';
import { goTo } from '../../state/route.ts';
import { showSnapshotDialog } from '../../state/snapshot-dialogs.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import {
  CheckIcon,
  CloseIcon,
  CompareIcon,
  CopyIcon,
  ExportIcon,
  ImportIcon,
  KeysIcon,
  MoreIcon,
  PlayIcon,
  TrashIcon,
} from '../../ui/icons.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { checkSnapshot } from './snapshot-tasks.ts';
import { CopyToStoreDialog } from './stores/CopyToStoreDialog.tsx';

type Asked = 'forget' | 'delete' | 'copy';

/** What else can be done with a snapshot. */
export function SnapshotMenu(props: {
  readonly snapshot: CataloguedSnapshot;
  readonly stores: readonly ObjectStore[];
}) {
  const { snapshot, stores } = props;
  const { file, sha256, isThere, origin } = snapshot;
  const api = useApi();
  const { id, profile } = useConnection();
  const refresh = useRefreshCatalogue();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asked, ask] = useState<Asked | null>(null);
  const isGone = isThere === false;
  const name = fileName(file);
  const item = (label: string, icon: ReactNode, run: () => void, isDisabled = isGone): ReactNode => (
    <MenuItem
      disabled={isDisabled}
      onClick={() => {
        setAnchor(null);
        run();
      }}
    >
      {icon}
      {label}
    </MenuItem>
  );
  return (
    <>
      <IconButton
        aria-label={`More for ${name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { 'aria-label': `More for ${name}` } }}
      >
        {item('Check now', <CheckIcon />, () => checkSnapshot(api, file, () => void refresh()))}
        {item('Rehearse…', <PlayIcon />, () => showSnapshotDialog({ kind: 'rehearse', file, connection: id }))}
        <Divider />
        {item('Compare with the cluster', <CompareIcon />, () =>
          goTo({ screen: 'workbench', connection: id, place: 'compare', focus: formatSnapshotFocus(file) }),
        )}
        {item('Put keys back…', <KeysIcon />, () =>
          choosePutBack({ file, connection: id, connectionName: profile.name }),
        )}
        {item('Restore…', <ImportIcon />, () => showSnapshotDialog({ kind: 'restore', file, connection: id }))}
        <Divider />
        {item('Copy to a store…', <ExportIcon />, () => ask('copy'))}
        {item('Copy path', <CopyIcon />, () => copyText(file, 'path'), false)}
        {item('Copy SHA-256', <CopyIcon />, () => copyText(sha256 ?? '', 'SHA-256'), sha256 === null)}
        <Divider />
        {item('Forget…', <CloseIcon />, () => ask('forget'), origin === 'folder' && !isGone)}
        {item('Delete file…', <TrashIcon />, () => ask('delete'))}
      </Menu>
      <ForgetDialog
        file={file}
        deletesFile={asked === 'delete'}
        isOpen={asked === 'forget' || asked === 'delete'}
        onClose={() => ask(null)}
      />
      {asked === 'copy' ? <CopyToStoreDialog file={file} stores={stores} onClose={() => ask(null)} /> : null}
    </>
  );
}
