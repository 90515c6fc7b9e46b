import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { showConnectionDialog } from '../../state/connection-dialog.ts';
import { useRefreshConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { goTo, openWindow } from '../../state/route.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import {
  CopyIcon,
  EditIcon,
  ExportIcon,
  MoreIcon,
  ShieldIcon,
  StopIcon,
  TrashIcon,
  WindowIcon,
} from '../../ui/icons.tsx';
import { RemoveConnectionDialog } from './RemoveConnectionDialog.tsx';

/** What else can be done with a connection. */
export function ConnectionRowMenu({ summary }: { readonly summary: ConnectionSummary }) {
  const { profile, origin } = summary;
  const api = useApi();
  const refresh = useRefreshConnections();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isStopping, setStopping] = useState(false);
  const isSandbox = origin === 'sandbox';
  const close = (): void => setAnchor(null);

  const stopIt = async (): Promise<void> => {
    setStopping(true);
    try {
      await api.sandbox.stop({ connection: profile.id });
      showToast({ tone: 'neutral', text: `Stopped ${profile.name} and removed its data.` }, null);
    } catch (error) {
      const { title, action } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: `${profile.name} was not stopped.`, detail: `${title} ${action}` }, null);
    }
    setStopping(false);
    setAsking(false);
    await refresh();
  };

  return (
    <>
      <IconButton
        aria-label={`More for ${profile.name}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={close}
        slotProps={{ list: { 'aria-label': `More for ${profile.name}` } }}
      >
        <MenuItem
          onClick={() => {
            close();
            openWindow({ screen: 'workbench', connection: profile.id, place: 'cluster', focus: null });
          }}
        >
          <WindowIcon />
          Open in a new window
        </MenuItem>
        {isSandbox ? null : (
          <MenuItem onClick={() => goTo({ screen: 'form', mode: 'edit', connection: profile.id })}>
            <EditIcon />
            Edit
          </MenuItem>
        )}
        {isSandbox ? null : (
          <MenuItem onClick={() => goTo({ screen: 'form', mode: 'duplicate', connection: profile.id })}>
            <CopyIcon />
            Duplicate
          </MenuItem>
        )}
        {profile.endpoints.some((endpoint) => endpoint.startsWith('https:')) ? (
          <MenuItem
            onClick={() => {
              close();
              showConnectionDialog({ kind: 'certificates', profile });
            }}
          >
            <ShieldIcon />
            Inspect certificates
          </MenuItem>
        ) : null}
        {isSandbox ? null : (
          <MenuItem
            onClick={() => {
              close();
              showConnectionDialog({ kind: 'export', connections: [profile.id] });
            }}
          >
            <ExportIcon />
            Export
          </MenuItem>
        )}
        <MenuItem
          onClick={() => {
            close();
            setAsking(true);
          }}
        >
          {isSandbox ? <StopIcon /> : <TrashIcon />}
          {isSandbox ? 'Stop the sandbox' : 'Remove'}
        </MenuItem>
      </Menu>
      {isSandbox ? (
        <ConfirmDialog
          title={`Stop ${profile.name}?`}
          confirm="Stop the sandbox"
          isOpen={isAsking}
          isBusy={isStopping}
          onClose={() => setAsking(false)}
          onConfirm={() => void stopIt()}
        >
          Its members are stopped and their data is removed. It cannot be brought back.
        </ConfirmDialog>
      ) : (
        <RemoveConnectionDialog profile={profile} isOpen={isAsking} onClose={() => setAsking(false)} />
      )}
    </>
  );
}
