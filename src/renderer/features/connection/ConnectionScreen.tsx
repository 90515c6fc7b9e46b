import { useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useConnections } from '../../state/connections.ts';
import { takeForForm } from '../../state/draft.ts';
import { failureOf } from '../../state/failure.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { ConnectionEditor } from './ConnectionEditor.tsx';
import { formOf, formOfDraft, newForm } from './connection-form.ts';

interface ConnectionScreenProps {
  readonly mode: 'new' | 'edit' | 'duplicate';
  /** The connection to edit, or to begin with. */
  readonly connection: ConnectionId | null;
}

/** A connection's form: new, to edit, or as a copy. */
export function ConnectionScreen({ mode, connection }: ConnectionScreenProps) {
  const connections = useConnections();
  if (mode === 'new') return <NewConnection />;
  const found = connections.data?.find((one) => one.profile.id === connection);
  if (found !== undefined) return <SavedConnection summary={found} mode={mode} />;
  if (connections.isPending) return <LoadingRows label="Loading the connection" />;
  return (
    <FailureView
      failure={
        connections.error === null
          ? { code: 'ConnectionUnknown', message: '', retry: false }
          : failureOf(connections.error)
      }
    />
  );
}

function NewConnection() {
  const [empty] = useState(newForm);
  const [read] = useState(() => {
    const imported = takeForForm();
    return imported === null ? null : formOfDraft(imported.draft, imported.secrets);
  });
  return <ConnectionEditor title="New connection" place="new" saved={empty} read={read} />;
}

function SavedConnection(props: { readonly summary: ConnectionSummary; readonly mode: 'edit' | 'duplicate' }) {
  const { profile } = props.summary;
  const [saved] = useState(() => formOf(props.summary, props.mode));
  return (
    <ConnectionEditor
      title={props.mode === 'edit' ? `Edit ${profile.name}` : `Copy of ${profile.name}`}
      place={`${props.mode}/${profile.id}`}
      saved={saved}
      read={null}
    />
  );
}
