import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useState } from 'react';
import type { ConnectionId } from '../../../contract/ids.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { useConnections } from '../../state/connections.ts';
import { useFocus } from '../../state/use-focus.ts';
import { useStream } from '../../state/use-stream.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { CompareIcon } from '../../ui/icons.tsx';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { color } from '../../ui/tokens.ts';
import { ComparisonView } from './ComparisonView.tsx';
import {
  type CompareForm,
  emptyForm,
  formOfFocus,
  isSameSide,
  readForm,
  readSide,
  type SideForm,
} from './compare-form.ts';
import type { Compared } from './comparison.ts';
import { SideFields } from './SideFields.tsx';

/** Two prefixes, two moments, or two clusters, key by key. */
export function CompareScreen() {
  const { id, profile } = useConnection();
  const listed = useConnections().data;
  const saved = (listed ?? []).map((summary) => summary.profile);
  const connections = saved.some((one) => one.id === id) ? saved : [profile, ...saved];
  const name = `compare.${id}`;
  const [typed, setTyped] = useState(() => readRemembered(name, readForm) ?? emptyForm(id));
  const isGone = (side: SideForm): boolean =>
    listed !== undefined && connections.every((one) => one.id !== side.connection);
  const present = (side: SideForm): SideForm => (isGone(side) ? { ...side, connection: id } : side);
  const form = { left: present(typed.left), right: present(typed.right) };
  const setForm = (changed: CompareForm): void => {
    setTyped(changed);
    remember(name, changed);
  };
  const [compared, setCompared] = useState<Compared | null>(null);
  const [isAsked, setAsked] = useState(false);
  const left = readSide(form.left);
  const right = readSide(form.right);

  const start = (): void => {
    setAsked(true);
    if (!left.ok || !right.ok || isSameSide(form.left, form.right)) return;
    setCompared((before) => ({ left: left.side, right: right.side, asked: (before?.asked ?? 0) + 1 }));
  };
  useFocus('compare', (focus) => {
    const asked = formOfFocus(focus, id);
    if (asked === null) return;
    setForm(asked);
    const [past, now] = [readSide(asked.left), readSide(asked.right)];
    if (!past.ok || !now.ok || isSameSide(asked.left, asked.right)) return;
    setCompared((before) => ({ left: past.side, right: now.side, asked: (before?.asked ?? 0) + 1 }));
  });

  const others = [form.left.connection, form.right.connection].filter((one) => one !== id);
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: '8px 16px',
          alignItems: 'flex-start',
          p: '12px 14px',
          borderBottom: `1px solid ${color.line}`,
          backgroundColor: color.surface,
        }}
      >
        <SideFields
          title="Left"
          form={form.left}
          connections={connections}
          wrong={isAsked && !left.ok ? left : null}
          onChange={(side) => setForm({ ...form, left: side })}
        />
        <SideFields
          title="Right"
          form={form.right}
          connections={connections}
          wrong={isAsked && !right.ok ? right : null}
          onChange={(side) => setForm({ ...form, right: side })}
        />
        <Button type="submit" variant="contained" sx={{ mt: '22px' }}>
          Compare
        </Button>
      </Box>
      {isAsked && isSameSide(form.left, form.right) ? (
        <Notice tone="info">Both sides are the same keys. Choose another prefix, revision or cluster on one.</Notice>
      ) : null}
      <Box sx={{ flex: 1, minHeight: 0 }}>
        {compared === null ? (
          <EmptyState icon={<CompareIcon size={28} />} title="Compare any two places or moments">
            A past revision with now shows what changed since. Two prefixes or two clusters are compared by value.
          </EmptyState>
        ) : (
          <WhileOpen connection={others[0] ?? null}>
            <ComparisonView key={compared.asked} compared={compared} />
          </WhileOpen>
        )}
      </Box>
    </Box>
  );
}

/** Holds another connection open while it is compared with. */
function WhileOpen({
  connection,
  children,
}: {
  readonly connection: ConnectionId | null;
  readonly children: ReactNode;
}) {
  return connection === null ? children : <Held connection={connection}>{children}</Held>;
}

function Held({ connection, children }: { readonly connection: ConnectionId; readonly children: ReactNode }) {
  const api = useApi();
  const held = useStream({
    key: connection,
    open: (signal) => api.connections.open({ connection, secrets: {}, isHealthCheck: true }, { signal }),
  });
  if (held.phase === 'failed' && held.failure !== null)
    return <FailureView failure={held.failure} onRetry={held.restart} />;
  return held.value === null ? <LoadingRows label="Connecting to the other cluster" /> : children;
}
