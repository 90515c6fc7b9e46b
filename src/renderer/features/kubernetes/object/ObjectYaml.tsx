import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMemo, useState } from 'react';
import type { Failure } from '../../../../contract/failure.ts';
import type { ObjectView } from '../../../../contract/kubernetes.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { KeptDraft } from '../../../parts/KeptDraft.tsx';
import { areClear } from '../../../parts/values/is-clear.ts';
import { MergeDialog } from '../../../parts/values/MergeDialog.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { showPlan } from '../../../state/plans.ts';
import type { Store } from '../../../state/store.ts';
import { escapeBytes, toHex } from '../../../ui/byte-text.ts';
import { CodeEditor } from '../../../ui/CodeEditor.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Notice } from '../../../ui/Notice.tsx';
import { color } from '../../../ui/tokens.ts';
import { type KubernetesState, keepEdit } from '../model/kubernetes-model.ts';
import { lineOf, mergedWith, type ObjectEdit, type ObjectForm, rebased } from '../model/object-edit.ts';
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
  const isPast = model.get().revision !== null;
  const hasChanged = edit !== null && !isPast && edit.baseRevision !== entry.modRevision;
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
  /** Goes on with a text on top of theirs. */
  const goOn = (from: ObjectEdit, draft: string): ObjectEdit => {
    const next = rebased(from, decoded.text, entry.modRevision, draft);
    change(next);
    setFailure(null);
    setMerges(false);
    return next;
  };
  const conflicted = (): void => {
    setMerges(true);
    onDidWrite();
  };
  /** `before`: the edit as it was, for as long as nothing is written. */
  const save = (written: ObjectEdit, before = written): void => {
    setAsks(false);
    setMerges(false);
    setFailure(null);
    const request = {
      connection: id,
      key: entry.key,
      yaml: written.draft,
      showsManagedFields: written.form.showsManagedFields,
      expectedModRevision: written.baseRevision,
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
          // A refusal belongs beside the line that it is about.
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

  // The same one as long as it stands: the editor brings each new one into sight.
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
                ? 'Secret data is covered; reveal it to edit'
                : 'Cannot be written back'
            : 'Edited here; nothing is written yet'}
        </Box>
        <CopyButton label="Copy YAML" text={edit?.draft ?? decoded.text} />
        {edit === null ? (
          <Button
            disabled={!canEdit}
            onClick={() => {
              setBegins(true);
              const { text } = decoded;
              const isClear = !form.reveal && !entry.isMasked && areClear(decoded.notes);
              change({ form, baseText: text, baseRevision: entry.modRevision, draft: text, isClear });
            }}
          >
            Edit
          </Button>
        ) : (
          <>
            <Button onClick={stop}>Discard</Button>
            <Button
              variant="contained"
              disabled={edit.draft === edit.baseText || hasChanged}
              onClick={() => setAsks(true)}
            >
              Save…
            </Button>
          </>
        )}
      </Box>
      {hasChanged ? (
        <Notice tone="warn" actions={<Button onClick={() => setMerges(true)}>Merge with theirs…</Button>}>
          Changed by someone else at revision {formatCount(entry.modRevision)}. Your edit is based on revision{' '}
          {formatCount(edit.baseRevision)}.
        </Notice>
      ) : null}
      {edit?.isBroughtBack ? <KeptDraft /> : null}
      {failure === null ? null : (
        <Box sx={{ p: '8px 14px', borderBottom: `1px solid ${color.line}` }}>
          <FailureView failure={failure} layout="inline" />
        </Box>
      )}
      <Box sx={{ flex: 1, minHeight: 120 }}>
        <CodeEditor
          documentId={`object/${id}/${toHex(entry.key)}`}
          text={edit?.draft ?? decoded.text}
          language={decoded.language}
          label={`YAML of ${name}`}
          isReadOnly={edit === null}
          hasFocus={begins}
          {...(problem === null ? {} : { problem })}
          onChange={(draft) => edit !== null && change({ ...edit, draft })}
        />
      </Box>
      {asks && edit !== null ? (
        <EditDiffDialog name={name} edit={edit} onSave={() => save(edit)} onClose={() => setAsks(false)} />
      ) : null}
      {merges && hasChanged && edit !== null ? (
        <MergeDialog
          what="The object"
          name={name}
          language={decoded.language}
          base={{ text: edit.baseText, revision: edit.baseRevision }}
          mine={edit.draft}
          theirs={{ text: decoded.text, revision: entry.modRevision }}
          merge={canEdit ? mergedWith(edit, decoded.text) : null}
          {...(canEdit ? {} : { note: 'Theirs cannot be edited as yours is.' })}
          onMerge={() => goOn(edit, canEdit ? mergedWith(edit, decoded.text).text : edit.draft)}
          onDiscard={stop}
          onOverwrite={() => save(goOn(edit, edit.draft), edit)}
          onClose={() => setMerges(false)}
        />
      ) : null}
    </>
  );
}
