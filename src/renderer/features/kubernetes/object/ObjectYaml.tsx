import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { ChangedNotice } from '../../../parts/editing/ChangedNotice.tsx';
import { ConflictDialog } from '../../../parts/editing/ConflictDialog.tsx';
import { differs, guardOf, keptBoth, keptMine } from '../../../parts/editing/edit.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { KeptDraft } from '../../../parts/KeptDraft.tsx';
import { useSource } from '../../../parts/source/source.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showPlan } from '../../../state/plans.ts';
import type { Store } from '../../../state/store.ts';
import { escapeBytes, toHex } from '../../../ui/byte-text.ts';
import { CodeEditor } from '../../../ui/CodeEditor.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { color } from '../../../ui/tokens.ts';
import { type KubernetesState, keepEdit } from '../model/kubernetes-model.ts';
import { begunEdit, besideNow, lineOf, type ObjectEdit, type ObjectForm } from '../model/object-edit.ts';
import { EditDiffDialog } from './EditDiffDialog.tsx';

/** The object as YAML, and its edit. What is saved goes past the API server, so it is a plan first. */
export function ObjectYaml(props: {
  readonly model: Store<KubernetesState>;
  readonly object: ObjectView;
  readonly form: ObjectForm;
  /** `null` while nothing is edited. */
  readonly edit: ObjectEdit | null;
  readonly onDidWrite: () => void;
}) {
  const { model, object, form, edit, onDidWrite } = props;
  const api = useApi();
  const { id } = useConnection();
  const { entry, decoded } = object;
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asks, setAsks] = useState(false);
  const [merges, setMerges] = useState(false);
  const [begins, setBegins] = useState(false);
  const isPast = useSource().standing !== 'head';
  const compared = edit === null || isPast ? null : besideNow(edit, object);
  const conflict = compared?.theirs == null ? null : compared;
  const canEdit = decoded.canEncode && !entry.isMasked && object.storedAs !== 'other' && !isPast;
  const name = object.name?.name ?? escapeBytes(entry.key).text;

  const change = (next: ObjectEdit | null): void => keepEdit(model, entry.key, next);
  const stop = (): void => {
    change(null);
    setFailure(null);
    setAsks(false);
    setMerges(false);
    setBegins(false);
  };
  const goOn = (next: ObjectEdit): void => {
    change(next);
    setFailure(null);
    setMerges(false);
  };
  const conflicted = (): void => {
    setMerges(true);
    onDidWrite();
  };
  /** `before` is the edit that comes back where nothing is written. */
  const save = (written: ObjectEdit, before = written): void => {
    setAsks(false);
    setMerges(false);
    setFailure(null);
    const request = {
      connection: id,
      key: entry.key,
      yaml: written.draft.text,
      showsManagedFields: written.draft.form.showsManagedFields,
      expectedModRevision: guardOf(written),
    };
    showPlan({
      title: `Write ${name}?`,
      confirm: 'Write it',
      doing: `Writing ${name}`,
      did: { what: name },
      async *plan(options) {
        try {
          yield* api.plans.planObject(request, options);
        } catch (error) {
          // A refusal is shown beside the line that it is about.
          const refused = failureOf(error);
          if (refused.code === 'ValueNotEncodable') setFailure(refused);
          if (refused.code === 'Conflict') conflicted();
          if (refused.code === 'ValueNotEncodable' || refused.code === 'Conflict') showPlan(null);
          throw error;
        }
      },
      onDidDismiss: () => change(before),
      onDidFail: () => change(before),
      onDidEnd: (report) => {
        if (report.outcome === 'done') stop();
        if (report.failure?.code === 'Conflict') conflicted();
        else onDidWrite();
      },
    });
  };

  // The same object while the failure is the same: the editor scrolls to each new one.
  const problem = useMemo(() => {
    const line = lineOf(failure);
    return line === null || failure === null ? null : { line, message: failure.message };
  }, [failure]);
  return (
    <>
      <Box
        sx={{ display: 'flex', alignItems: 'center', gap: 1, p: '6px 14px', borderBottom: `1px solid ${color.line}` }}
      >
        <Box sx={{ flex: 1, color: color.muted }}>
          {edit === null
            ? canEdit
              ? 'As it is stored'
              : entry.isMasked
                ? 'Secret data is masked; reveal it to edit'
                : 'Cannot be written back'
            : 'Edited here; nothing is written yet'}
        </Box>
        <CopyButton label="Copy YAML" text={edit?.draft.text ?? decoded.text} />
        {edit === null ? (
          <Button
            disabled={!canEdit}
            onClick={() => {
              setBegins(true);
              change(begunEdit(object, form));
            }}
          >
            Edit
          </Button>
        ) : (
          <>
            <Button onClick={stop}>Discard</Button>
            <Button
              variant="contained"
              disabled={!differs(edit, edit.draft) || conflict !== null}
              onClick={() => setAsks(true)}
            >
              Save…
            </Button>
          </>
        )}
      </Box>
      {conflict === null ? null : <ChangedNotice edit={conflict} onCompare={() => setMerges(true)} />}
      {edit?.isBroughtBack ? <KeptDraft /> : null}
      {failure === null ? null : (
        <Box sx={{ p: '8px 14px', borderBottom: `1px solid ${color.line}` }}>
          <FailureView failure={failure} layout="inline" />
        </Box>
      )}
      <Box sx={{ flex: 1, minHeight: 120 }}>
        <CodeEditor
          documentId={`object/${id}/${toHex(entry.key)}`}
          text={edit?.draft.text ?? decoded.text}
          language={decoded.language}
          label={`YAML of ${name}`}
          isReadOnly={edit === null}
          hasFocus={begins}
          {...(problem === null ? {} : { problem })}
          onChange={(text) => edit !== null && change({ ...edit, draft: { ...edit.draft, text } })}
        />
      </Box>
      {asks && edit !== null ? (
        <EditDiffDialog name={name} edit={edit} onSave={() => save(edit)} onClose={() => setAsks(false)} />
      ) : null}
      {merges && edit !== null && conflict !== null ? (
        <ConflictDialog
          what="The object"
          name={name}
          edit={conflict}
          onMerge={() => goOn(keptBoth(conflict))}
          onDiscard={stop}
          onOverwrite={async () => {
            const next = keptMine(conflict);
            goOn(next);
            save(next, edit);
            return null;
          }}
          onClose={() => setMerges(false)}
        />
      ) : null}
    </>
  );
}
