import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import type { LeaseId } from '../../../contract/ids.ts';
import { useApi } from '../../state/api.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { formatKeyFocus } from '../../state/key-focus.ts';
import { showPlan } from '../../state/plans.ts';
import { goTo } from '../../state/route.ts';
import { useStore } from '../../state/store.ts';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import { AttachKeyDialog } from './AttachKeyDialog.tsx';
import { GrantLeaseDialog } from './GrantLeaseDialog.tsx';
import { keepAlive, keptLeases, letExpire } from './kept-leases.ts';
import { LeasesTab } from './LeasesTab.tsx';
import type { LeaseActs } from './lease-acts.ts';
import { attachRequest, grantRequest, revokeRequest } from './planned-acts.ts';
import { useLeases } from './use-leases.ts';

type LeaseDialog = { readonly kind: 'grant' } | { readonly kind: 'attach'; readonly lease: LeaseId };

/** Leases: their time, the keys that hang on them, and what is done with them. */
export function LeasesScreen() {
  const api = useApi();
  const { id: connection } = useConnection();
  const leases = useLeases();
  const [dialog, setDialog] = useState<LeaseDialog | null>(null);
  const kept = useStore(keptLeases);
  const { refresh } = leases;
  const parts = useMemo(() => ({ api, connection, onDidEnd: refresh }), [api, connection, refresh]);
  const acts = useMemo(
    (): LeaseActs => ({
      grant: () => setDialog({ kind: 'grant' }),
      attach: (lease) => setDialog({ kind: 'attach', lease }),
      revoke: (ids) => showPlan(revokeRequest(parts, ids)),
      keepAlive: (lease) => keepAlive(api, connection, lease),
      letExpire,
      showKey: (key) =>
        goTo({ screen: 'workbench', connection, place: 'keys', focus: formatKeyFocus({ kind: 'key', key }) }),
    }),
    [api, connection, parts],
  );
  useCommandSource(() => [
    { id: 'leases.grant', title: 'Grant a lease', group: 'Leases', run: acts.grant },
    { id: 'leases.refresh', title: 'Read the leases again', group: 'Leases', run: refresh },
  ]);
  const close = (): void => setDialog(null);
  const keptIds = [...kept.keys()];
  return (
    <div style={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      {keptIds.length === 0 ? null : (
        <Notice
          tone="info"
          actions={
            <Button
              onClick={() => {
                for (const lease of keptIds) letExpire(lease);
              }}
            >
              Stop
            </Button>
          }
        >
          This window keeps {plural(keptIds.length, 'lease')} alive, until it closes or leaves the connection.
        </Notice>
      )}
      <div style={{ flex: 1, minHeight: 0 }}>
        <LeasesTab leases={leases} acts={acts} />
      </div>
      {dialog?.kind === 'grant' ? (
        <GrantLeaseDialog onGrant={(ttl) => showPlan(grantRequest(parts, ttl))} onClose={close} />
      ) : dialog?.kind === 'attach' ? (
        <AttachKeyDialog
          lease={dialog.lease}
          onAttach={(key) => showPlan(attachRequest(parts, dialog.lease, key))}
          onClose={close}
        />
      ) : null}
    </div>
  );
}
