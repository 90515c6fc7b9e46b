import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { sentence } from '../../../../contract/failure-words/words.ts';
import type { ScheduleState, SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { fieldFault } from '../../../parts/forms/field-fault.ts';
import { useConnection } from '../../../state/connection.tsx';
import { failureOf } from '../../../state/failure.ts';
import { fileName } from '../../../state/recent-files.ts';
import { Card } from '../../../ui/Card.tsx';
import { CommandLine } from '../../../ui/CommandLine.tsx';
import { type Fact, FactList } from '../../../ui/FactList.tsx';
import { plural } from '../../../ui/format.ts';
import { LoadingRows } from '../../../ui/LoadingState.tsx';
import { RelativeTime } from '../../../ui/RelativeTime.tsx';
import { color } from '../../../ui/tokens.ts';
import { useStores } from '../use-stores.ts';
import { ScheduleDialog } from './ScheduleDialog.tsx';
import { cronLine, intervalWords, missedWords, retentionWords } from './schedule-words.ts';
import { isDue, useSchedule, useSetSchedule } from './use-schedule.ts';

/** What is saved by itself: how often, where to, how that has gone, and what is kept. */
export function ScheduleCard() {
  const { data, error, refetch } = useSchedule();
  const set = useSetSchedule();
  const [isEditing, setEditing] = useState(false);
  const schedule = data?.schedule ?? null;
  const close = (): void => setEditing(false);
  const faultText = set.error === null ? null : (fieldFault(failureOf(set.error))?.text ?? null);
  return (
    <Card
      title="Schedule"
      end={
        schedule === null ? null : (
          <Switch
            size="small"
            checked={schedule.isEnabled}
            disabled={set.isPending}
            onChange={(_event, isEnabled) => set.mutate({ ...schedule, isEnabled })}
            slotProps={{ input: { 'aria-label': 'Save by schedule' } }}
          />
        )
      }
    >
      {set.error === null || isEditing ? null : faultText === null ? (
        <FailureView failure={failureOf(set.error)} layout="inline" />
      ) : (
        <Box role="alert" sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
          The schedule stays as it is. {faultText}
        </Box>
      )}
      {data === undefined ? (
        error === null ? (
          <LoadingRows label="Loading the schedule" rows={4} />
        ) : failureOf(error).code === 'ConnectionUnknown' ? (
          <Box sx={{ color: color.muted }}>A schedule needs a saved connection; this one is not saved.</Box>
        ) : (
          <FailureView failure={failureOf(error)} layout="inline" onRetry={() => void refetch()} />
        )
      ) : schedule === null ? (
        <>
          <Box sx={{ color: color.muted, mb: 1 }}>
            Nothing is saved by itself. A schedule saves snapshots while etcdeck runs, checks each, and deletes those
            that are not needed any more.
          </Box>
          <Button onClick={() => setEditing(true)}>Set a schedule…</Button>
        </>
      ) : (
        <Scheduled state={data} schedule={schedule} onEdit={() => setEditing(true)} />
      )}
      {isEditing ? <ScheduleDialog schedule={schedule} onClose={close} /> : null}
    </Card>
  );
}

function Scheduled(props: {
  readonly state: ScheduleState;
  readonly schedule: SnapshotSchedule;
  readonly onEdit: () => void;
}) {
  const { state, schedule, onEdit } = props;
  const { profile } = useConnection();
  const store = useStores().data?.find(({ id }) => id === schedule.store);
  const { isRunning, nextAt, lastSuccess, lastFailure, due } = state;
  const missed = missedWords(state);
  const next = isRunning ? (
    'now: it is being saved'
  ) : nextAt === null ? (
    'none: it is off'
  ) : isDue(state) ? (
    'now'
  ) : (
    <RelativeTime at={nextAt} isAwaited />
  );
  const facts: readonly Fact[] = [
    { name: 'Next', value: next },
    {
      name: 'Last saved',
      value:
        lastSuccess === null ? (
          'never yet'
        ) : (
          <span title={lastSuccess.file}>
            <RelativeTime at={lastSuccess.at} />: {fileName(lastSuccess.file)}
          </span>
        ),
    },
    ...(due.length === 0
      ? []
      : [{ name: 'Next to go', value: <span title={due.join('\n')}>{plural(due.length, 'file')}</span> }]),
  ];
  // One that was made good is no news any more.
  const failed = lastFailure !== null && lastFailure.at >= (lastSuccess?.at ?? 0) ? lastFailure : null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ overflowWrap: 'anywhere', color: schedule.isEnabled ? color.text : color.muted }}>
        Every {intervalWords(schedule.everyMinutes)} into {schedule.folder}
        {schedule.rehearses ? ', each rehearsed' : ''}
        {schedule.store === null ? '' : `, with a copy in ${store?.name ?? 'a store that was removed'}`}.{' '}
        {retentionWords(schedule)} {schedule.deletesCopies ? 'The same holds for the copies. ' : ''}The last verified
        one always stays.
      </Box>
      <FactList facts={facts} />
      {missed === null ? null : <Box sx={{ color: color.warn }}>{missed}</Box>}
      {failed === null ? null : (
        <Box role="status" sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
          {failed.at === lastSuccess?.at ? (
            <>
              It saved, and could not delete all that is due. {describeFailure(failed.failure).title}{' '}
              {sentence(failed.failure)}
            </>
          ) : (
            <>
              It failed <RelativeTime at={failed.at} />. {describeFailure(failed.failure).title}{' '}
              {describeFailure(failed.failure).action} Nothing is deleted after a run that fails.
            </>
          )}
        </Box>
      )}
      <Box>
        <Button onClick={onEdit}>Change…</Button>
      </Box>
      <Box sx={{ color: color.muted }}>
        It runs while etcdeck runs, as a window or as “serve”. For cron, which saves and checks, and does nothing else:
      </Box>
      <CommandLine label="The line for cron" line={cronLine(profile.name, schedule)} copy="Copy the line for cron" />
    </Box>
  );
}
