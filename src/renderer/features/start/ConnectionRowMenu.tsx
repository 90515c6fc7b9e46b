import { useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { showConnectionDialog } from '../../state/connection-dialog.ts';
import { useRefreshConnections } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { goTo, openWindow } from '../../state/route.ts';
import { firstPlaceOf, isLab } from '../../state/screens.ts';
import { showToast } from '../../state/toasts.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { CopyIcon, EditIcon, ExportIcon, ShieldIcon, StopIcon, TrashIcon, WindowIcon } from '../../ui/icons.tsx';
import { type MoreItem, MoreMenu } from '../../ui/MoreMenu.tsx';
import { RemoveConnectionDialog } from './RemoveConnectionDialog.tsx';

interface ConnectionRowMenuProps {
  readonly summary: ConnectionSummary;
  /** Whether Tab reaches it. */
  readonly isReached: boolean;
  /** Whether it asks to remove the connection. */
  readonly isAsking: boolean;
  readonly onAsk: (isAsking: boolean) => void;
}

/** What else can be done with a connection. */
export function ConnectionRowMenu({ summary, isReached, isAsking, onAsk }: ConnectionRowMenuProps) {
  const { profile, origin } = summary;
  const api = useApi();
  const refresh = useRefreshConnections();
  const [isStopping, setStopping] = useState(false);
  const isSandbox = origin === 'sandbox';
  const stopWords = isLab(profile.id) ? 'Stop the lab' : 'Stop the sandbox';

  const stopIt = async (): Promise<void> => {
    setStopping(true);
    try {
      const { stop } = isLab(profile.id) ? api.lab : api.sandbox;
      await stop({ connection: profile.id });
      showToast({ tone: 'neutral', text: `Stopped ${profile.name} and removed its data.` }, null);
    } catch (error) {
      const { title, action } = describeFailure(failureOf(error));
      showToast({ tone: 'bad', text: `${profile.name} was not stopped.`, detail: `${title} ${action}` }, null);
    }
    setStopping(false);
    onAsk(false);
    await refresh();
  };

  const own: readonly MoreItem[] = [
    {
      label: 'Edit',
      icon: <EditIcon />,
      run: () => goTo({ screen: 'form', mode: 'edit', connection: profile.id }),
    },
    {
      label: 'Duplicate',
      icon: <CopyIcon />,
      run: () => goTo({ screen: 'form', mode: 'duplicate', connection: profile.id }),
    },
  ];
  const certificates: MoreItem = {
    label: 'Inspect certificates',
    icon: <ShieldIcon />,
    run: () => showConnectionDialog({ kind: 'certificates', profile }),
  };
  const exporting: MoreItem = {
    label: 'Export',
    icon: <ExportIcon />,
    run: () => showConnectionDialog({ kind: 'export', connections: [profile.id] }),
  };
  const items: readonly MoreItem[] = [
    {
      label: 'Open in a new window',
      icon: <WindowIcon />,
      run: () =>
        openWindow({ screen: 'workbench', connection: profile.id, place: firstPlaceOf(profile.id), focus: null }),
    },
    ...(isSandbox ? [] : own),
    ...(profile.endpoints.some((endpoint) => endpoint.startsWith('https:')) ? [certificates] : []),
    ...(isSandbox ? [] : [exporting]),
    {
      label: isSandbox ? stopWords : 'Remove',
      icon: isSandbox ? <StopIcon /> : <TrashIcon />,
      run: () => onAsk(true),
    },
  ];

  return (
    <>
      <MoreMenu name={profile.name} items={items} tabIndex={isReached ? 0 : -1} />
      {isSandbox ? (
        <ConfirmDialog
          title={`Stop ${profile.name}?`}
          confirm={stopWords}
          isOpen={isAsking}
          isBusy={isStopping}
          onClose={() => onAsk(false)}
          onConfirm={() => void stopIt()}
        >
          Its members are stopped and their data is removed. It cannot be brought back.
        </ConfirmDialog>
      ) : (
        <RemoveConnectionDialog profile={profile} isOpen={isAsking} onClose={() => onAsk(false)} />
      )}
    </>
  );
}
