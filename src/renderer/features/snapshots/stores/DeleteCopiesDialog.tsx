import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { copyPlanSentences } from '../../../../contract/copy-plan-words.ts';
import type { CopyDeletion, CopyPlan, CopyRetention, ObjectStore } from '../../../../contract/object-stores.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { fieldFault } from '../../../parts/forms/field-fault.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { useRefreshCatalogue } from '../../../state/snapshots.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { formatBytes, plural } from '../../../ui/format.ts';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { RetentionFields } from '../RetentionFields.tsx';
import { useSchedule } from '../schedule/use-schedule.ts';
import { useRetention } from '../use-retention.ts';
import { storePlace } from './store-words.ts';

const usual = { nameTemplate: '{name}-{time}', retention: { last: 28, days: 30 } } as const;

interface Shown {
  readonly request: CopyRetention;
  readonly plan: CopyPlan;
}

/** Asks which copies of this cluster stay in a store, shows which ones go, and deletes those. */
export function DeleteCopiesDialog(props: { readonly store: ObjectStore; readonly onClose: () => void }) {
  const { data, isPending } = useSchedule();
  if (isPending) return null;
  return <Asking {...props} atFirst={data?.schedule ?? usual} />;
}

function Asking(props: {
  readonly store: ObjectStore;
  readonly onClose: () => void;
  readonly atFirst: Pick<CopyRetention, 'nameTemplate' | 'retention'>;
}) {
  const { store, onClose, atFirst } = props;
  const api = useApi();
  const { state } = useConnection();
  const refresh = useRefreshCatalogue();
  const [nameTemplate, setTemplate] = useState(atFirst.nameTemplate);
  const planning = useMutation({
    mutationFn: async (request: CopyRetention): Promise<Shown> => ({
      request,
      plan: await api.objectStores.planRetention(request),
    }),
  });
  const deleting = useMutation({
    mutationFn: ({ request, plan }: Shown) =>
      api.objectStores.deleteCopies({ ...request, objects: plan.due.map(({ object }) => object) }),
    onSettled: () => refresh(),
  });
  const change = (): void => {
    planning.reset();
    deleting.reset();
  };
  const kept = useRetention(atFirst.retention, change);
  const isBusy = planning.isPending || deleting.isPending;
  const shown = planning.data;
  const show = (): void => {
    if (kept.retention === null || isBusy) return;
    deleting.reset();
    planning.mutate({ store: store.id, clusterId: state.clusterId, nameTemplate, retention: kept.retention });
  };
  const error = deleting.error ?? planning.error;
  const failure = error === null ? null : failureOf(error);
  const fault = fieldFault(failure);
  const canDelete = shown !== undefined && shown.plan.due.length > 0 && deleting.data === undefined;
  return (
    <DialogFrame
      isOpen
      title={`Delete older copies in ${store.name}`}
      description={storePlace(store)}
      width={680}
      onClose={onClose}
      onSubmit={show}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" disabled={isBusy || kept.retention === null}>
            {planning.isPending ? 'Looking…' : 'Show what goes'}
          </Button>
          {canDelete ? (
            <Button variant="contained" color="error" disabled={isBusy} onClick={() => deleting.mutate(shown)}>
              {deleting.isPending ? 'Deleting…' : `Delete ${plural(shown.plan.due.length, 'copy', 'copies')}`}
            </Button>
          ) : null}
        </>
      }
    >
      <RetentionFields kept={kept} what="copies of this cluster" />
      <Field
        label="Only names made of"
        value={nameTemplate}
        onChange={(text) => {
          setTemplate(text);
          change();
        }}
        isMono
        error={fault?.field === 'nameTemplate' ? fault.text : null}
        hint="As the schedule and one click name them. An object of another name is never deleted."
      />
      <Box sx={{ color: color.muted }}>
        The last copy that is proved and the last one that was served always stay, and so does everything that etcdeck
        did not upload.
      </Box>
      {failure === null || fault !== null ? null : <FailureView failure={failure} layout="inline" />}
      {deleting.data !== undefined ? (
        <Done done={deleting.data} />
      ) : shown === undefined ? null : (
        <Due plan={shown.plan} />
      )}
    </DialogFrame>
  );
}

function Due({ plan }: { readonly plan: CopyPlan }) {
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      {copyPlanSentences(plan).map((sentence) => (
        <div key={sentence}>{sentence}</div>
      ))}
      {plan.due.length === 0 ? null : (
        <Box
          component="ul"
          aria-label="Copies that go"
          // It may be long, and what is above it stays in sight.
          tabIndex={0}
          sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 240, overflowY: 'auto' }}
        >
          {plan.due.map(({ object, bytes, savedAt }, at) => (
            <Box component="li" key={object} sx={{ py: '6px', borderTop: at === 0 ? 0 : `1px solid ${color.line}` }}>
              <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{object}</Box>
              <Box sx={{ color: color.muted, fontSize: '0.75rem' }}>
                {formatBytes(bytes)} · saved <RelativeTime at={savedAt} />
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

function Done({ done: { deleted, left } }: { readonly done: CopyDeletion }) {
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ fontWeight: 600 }}>
        {deleted.length === 0 ? 'No copy was deleted.' : `Deleted ${plural(deleted.length, 'copy', 'copies')}.`}
        {left.length === 0 ? '' : ` ${plural(left.length, 'copy is', 'copies are')} left:`}
      </Box>
      {left.length === 0 ? null : (
        <Box component="ul" aria-label="Copies that are left" sx={{ listStyle: 'none', m: 0, p: 0 }}>
          {left.map(({ object, failure }) => (
            <Box component="li" key={object} sx={{ py: '4px' }}>
              <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{object}</Box>
              <Box sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
                {describeFailure(failure).title} {failure.message}
              </Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
