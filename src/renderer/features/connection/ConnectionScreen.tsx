import { useState } from 'react';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useConnection } from '../../state/connections.ts';
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
  if (mode === 'new' || connection === null) return <NewConnection />;
  return <KnownConnection connection={connection} mode={mode} />;
}

function KnownConnection(props: { readonly connection: ConnectionId; readonly mode: 'edit' | 'duplicate' }) {
  const { found, error, isSought } = useConnection(props.connection);
  if (found !== null) return <SavedConnection summary={found} mode={props.mode} />;
  if (isSought) return <LoadingRows label="Loading the connection" />;
  return (
    <FailureView
      failure={error === null ? { code: 'ConnectionUnknown', message: '', retry: false } : failureOf(error)}
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
