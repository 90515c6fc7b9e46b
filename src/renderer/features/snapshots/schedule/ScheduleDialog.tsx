import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { fieldFault } from '../../../parts/forms/field-fault.ts';
import { PathField } from '../../../parts/forms/PathField.tsx';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { fileName } from '../../../state/recent-files.ts';
import { DialogFrame } from '../../../ui/DialogFrame.tsx';
import { Field } from '../../../ui/Field.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { RetentionFields } from '../RetentionFields.tsx';
import { useRetention } from '../use-retention.ts';
import { useStores } from '../use-stores.ts';
import { exampleName, intervals, intervalWords } from './schedule-words.ts';
import { useSetSchedule } from './use-schedule.ts';

const atFirst: SnapshotSchedule = {
  isEnabled: true,
  everyMinutes: 360,
  folder: '',
  nameTemplate: '{name}-{time}.db',
  retention: { last: 28, days: 30 },
  rehearses: false,
  store: null,
  deletesCopies: false,
};

/** Asks what is saved by itself, and what is kept. `schedule` `null`: there is none yet. */
export function ScheduleDialog(props: { readonly schedule: SnapshotSchedule | null; readonly onClose: () => void }) {
  const { onClose } = props;
  const api = useApi();
  const { id, profile, state } = useConnection();
  const stores = useStores().data ?? [];
  const set = useSetSchedule();
  const [form, setForm] = useState(props.schedule ?? atFirst);
  // `null`: where one click saves to.
  const [typedFolder, setTypedFolder] = useState(props.schedule?.folder ?? null);
  const kept = useRetention(form.retention, () => set.reset());
  const [now] = useState(Date.now);
  const usual = useQuery({
    queryKey: ['suggested snapshot', id],
    enabled: typedFolder === null,
    gcTime: 0,
    queryFn: ({ signal }) => api.snapshots.suggestFile({ connection: id }, { signal }),
  });
  const suggested = usual.data?.file;
  const folder = typedFolder ?? (suggested === undefined ? '' : suggested.slice(0, -fileName(suggested).length - 1));
  const failure = set.error === null ? null : failureOf(set.error);
  const fault = fieldFault(failure);
  // A field of the retention may be named with it or without.
  const said = (field: string): string | null =>
    fault !== null && (fault.field === field || fault.field === `retention.${field}`) ? fault.text : null;
  const change = (changed: Partial<SnapshotSchedule>): void => {
    setForm((before) => ({ ...before, ...changed }));
    set.reset();
  };
  const save = (): void => {
    if (kept.retention === null || set.isPending) return;
    const schedule = { ...form, folder, retention: kept.retention };
    set.mutate(schedule, { onSuccess: onClose });
  };
  const remove = (): void => set.mutate(null, { onSuccess: onClose });
  return (
    <DialogFrame
      isOpen
      title={props.schedule === null ? 'Set a schedule' : 'Change the schedule'}
      description={`Saves snapshots of ${profile.name} while etcdeck runs.`}
      width={600}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          {props.schedule === null ? null : (
            <Button color="error" disabled={set.isPending} onClick={remove} sx={{ mr: 'auto' }}>
              Remove the schedule
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={set.isPending || folder === ''}>
            {set.isPending ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      <Choice
        label="Every"
        value={String(form.everyMinutes)}
        choices={intervals(form.everyMinutes).map((minutes) => ({
          value: String(minutes),
          label: intervalWords(minutes),
        }))}
        error={said('everyMinutes')}
        onChange={(minutes) => change({ everyMinutes: Number(minutes) })}
      />
      <PathField
        label="Folder"
        purpose="folder"
        value={folder}
        onChange={(next) => {
          setTypedFolder(next);
          set.reset();
        }}
        hint="On the machine where etcdeck runs."
        error={said('folder')}
      />
      <Field
        label="Name"
        value={form.nameTemplate}
        onChange={(nameTemplate) => change({ nameTemplate })}
        isMono
        error={said('nameTemplate')}
        hint={
          <>
            <Box component="span" sx={{ ...mono, color: color.text }}>
              {exampleName(form.nameTemplate, { name: profile.name, at: now, revision: state.revision })}
            </Box>
            : from {'{name}'}, {'{time}'}, {'{revision}'} and {'{member}'}.
          </>
        }
      />
      <RetentionFields kept={kept} what="scheduled snapshots" lastFault={said('last')} daysFault={said('days')} />
      <Box sx={{ color: color.muted }}>
        The last verified snapshot always stays, and so does everything that this schedule did not save.
      </Box>
      <FormControlLabel
        control={
          <Checkbox size="small" checked={form.rehearses} onChange={(_event, rehearses) => change({ rehearses })} />
        }
        label="Rehearse each: restore it, and start a throw-away member from it"
      />
      {said('rehearses') === null ? null : <Box sx={{ color: color.bad }}>{said('rehearses')}</Box>}
      <Choice
        label="Copy to"
        value={form.store ?? ''}
        choices={[
          { value: '', label: 'no object store' },
          ...stores.map(({ id: store, name }) => ({ value: store, label: name })),
          ...(form.store === null || stores.some(({ id: store }) => store === form.store)
            ? []
            : [{ value: form.store, label: 'a store that was removed' }]),
        ]}
        error={said('store')}
        onChange={(store) => change(store === '' ? { store: null, deletesCopies: false } : { store })}
      />
      {form.store === null ? null : (
        <FormControlLabel
          control={
            <Checkbox
              size="small"
              checked={form.deletesCopies}
              onChange={(_event, deletesCopies) => change({ deletesCopies })}
            />
          }
          label="Delete older copies there by the same rules; the last one that is proved stays"
        />
      )}
      {failure === null || fault !== null ? null : <FailureView failure={failure} layout="inline" />}
    </DialogFrame>
  );
}
