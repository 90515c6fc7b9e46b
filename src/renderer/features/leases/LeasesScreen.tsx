import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
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
import { nothingSelected } from '../../ui/table-model.ts';
import { color } from '../../ui/tokens.ts';
import { AttachKeyDialog } from './AttachKeyDialog.tsx';
import { GrantLeaseDialog } from './GrantLeaseDialog.tsx';
import { keepAlive, keptLeases, letExpire } from './kept-leases.ts';
import { LeasesTab } from './LeasesTab.tsx';
import { LocksTab } from './LocksTab.tsx';
import type { LeaseActs } from './lease-acts.ts';
import { leaseDesk } from './lease-desk.ts';
import { attachRequest, grantRequest, revokeRequest } from './planned-acts.ts';
import { useLeases } from './use-leases.ts';

type LeaseDialog = { readonly kind: 'grant' } | { readonly kind: 'attach'; readonly lease: LeaseId };

const tabs = { leases: 'Leases', locks: 'Locks and elections' } as const;
type LeaseTab = keyof typeof tabs;
const tabOrder: readonly LeaseTab[] = ['leases', 'locks'];

/** Leases: their time, the keys that hang on them, and what is done with them. */
export function LeasesScreen() {
  const api = useApi();
  const { id: connection } = useConnection();
  const leases = useLeases();
  const [dialog, setDialog] = useState<LeaseDialog | null>(null);
  const [tab, setTab] = useState<LeaseTab>('leases');
  const [selection, setSelection] = useState(nothingSelected);
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
    ...tabOrder.map((each) => ({
      ...{ id: `leases.${each}`, title: `Show ${tabs[each].toLowerCase()}`, group: 'Leases' },
      run: () => setTab(each),
    })),
    { id: 'leases.grant', title: 'Grant a lease', group: 'Leases', run: acts.grant },
    { id: 'leases.refresh', title: 'Read the leases again', group: 'Leases', run: refresh },
  ]);
  const showLease = (lease: LeaseId): void => {
    setSelection({ keys: new Set([lease]), anchor: lease, cursor: lease });
    setTab('leases');
  };
  leaseDesk.useAsked({ grant: (ttl) => showPlan(grantRequest(parts, ttl)), revoke: acts.revoke, showLease });
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
      <Tabs
        aria-label="Parts of leases"
        value={tab}
        selectionFollowsFocus
        onChange={(_, chosen: LeaseTab) => setTab(chosen)}
        sx={{ px: 1, flexShrink: 0, borderBottom: `1px solid ${color.line}` }}
      >
        {tabOrder.map((each) => (
          <Tab key={each} id={`leases-tab-${each}`} aria-controls="leases-part" value={each} label={tabs[each]} />
        ))}
      </Tabs>
      <Box
        id="leases-part"
        role="tabpanel"
        aria-labelledby={`leases-tab-${tab}`}
        tabIndex={-1}
        sx={{ flex: 1, minHeight: 0, '&:focus-visible': { outline: 'none' } }}
      >
        {tab === 'leases' ? (
          <LeasesTab leases={leases} acts={acts} selection={selection} onSelection={setSelection} />
        ) : (
          <LocksTab onLease={showLease} onKey={acts.showKey} />
        )}
      </Box>
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
