import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { JoinedBackup, JoinNotice, JoinStep } from '../../../contract/restores.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { MissingEtcd } from '../../parts/programs/MissingEtcd.tsx';
import { useApi } from '../../state/api.tsx';
import { usePickFile } from '../../state/file-picker.ts';
import { createLoggedWorks } from '../../state/logged-work.ts';
import { fileName } from '../../state/recent-files.ts';
import { showSnapshotDialog } from '../../state/snapshot-dialogs.ts';
import { useStore } from '../../state/store.ts';
import { formatCount, plural } from '../../ui/format.ts';
import { color, mono } from '../../ui/tokens.ts';

interface JoinState {
  readonly step: JoinStep | null;
  readonly applied: { readonly revisions: number; readonly of: number } | null;
  readonly joined: JoinedBackup | null;
}

/** What is joined in this window, by file. */
const joins = createLoggedWorks<JoinNotice, JoinState>(
  { step: null, applied: null, joined: null },
  (before, notice) => {
    switch (notice.kind) {
      case 'step':
        return { ...before, step: notice.step };
      case 'line':
        return before;
      case 'applied':
        return { ...before, applied: notice };
      case 'joined':
        return { ...before, joined: notice.joined };
    }
  },
);

const stepWords: Readonly<Record<JoinStep, string>> = {
  check: 'Reading the files',
  restore: 'Restoring the full snapshot into a temporary folder',
  start: 'Starting a throw-away member from it on 127.0.0.1',
  apply: 'Repeating the increments on it',
  save: 'Saving it',
  compare: 'Comparing the new snapshot with the files',
  stop: 'Stopping the member, and deleting the folder',
};

/** Whether a file is called as etcd-backup-restore calls its full snapshots and increments. */
export const isOfBackupRestore = (file: string): boolean => /^(?:Full|Incr)-\d/.test(fileName(file));

/** Makes one snapshot of a backup, which a restore takes; it goes on when the dialog is closed. */
export function JoinPart({ file, connection }: { readonly file: string; readonly connection: ConnectionId | null }) {
  const api = useApi();
  const pickFile = usePickFile();
  const subject = `join ${file}`;
  const run = useStore(joins.all).get(subject) ?? null;
  const begin = async (): Promise<void> => {
    const into = await pickFile({ purpose: 'save', title: 'Join into', suggested: `${fileName(file)}-joined.db` });
    if (into === null) return;
    joins.start({
      subject,
      title: `Joining ${fileName(file)} and its increments`,
      open: (signal) => api.restores.join({ file, into, etcd: null }, { signal }),
      detail: doing,
      result: ({ joined }) => {
        if (joined === null)
          throw new EtcdeckError({ code: 'Internal', message: 'the backup was joined without a result' });
        return { title: `Joined ${fileName(joined.file)}`, text: joinedSentence(joined) };
      },
    });
  };
  const joined = run?.phase === 'done' ? run.value.joined : null;
  return (
    <Box component="section" aria-label="Join the backup" sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box sx={{ color: color.muted }}>
        Join the full snapshot and its increments into one snapshot: a throw-away member repeats every later revision,
        and the new file is kept only with the same HashKV. That one can be restored, and rehearsed.
      </Box>
      {run?.phase === 'running' ? <Box role="status">{doing(run.value)}…</Box> : null}
      {run?.phase === 'cancelled' ? <Box role="status">It was stopped, and left no file.</Box> : null}
      {run === null || run.failure === null ? null : run.failure.code === 'ToolMissing' ? (
        <MissingEtcd title="Joining needs etcd and etcdutl" then="Join it again." />
      ) : (
        <FailureView failure={run.failure} layout="inline" />
      )}
      {joined === null ? null : (
        <Box role="status">
          <Box component="b">{joinedSentence(joined)}</Box>
          <Box sx={{ ...mono, overflowWrap: 'anywhere' }}>{joined.file}</Box>
          {joined.leftOut === null ? null : (
            <Box sx={{ color: color.warn, overflowWrap: 'anywhere' }}>Not all of it: {joined.leftOut}.</Box>
          )}
        </Box>
      )}
      {run?.phase === 'running' ? (
        <Button onClick={run.cancel}>Stop</Button>
      ) : joined === null ? (
        <Button variant="outlined" onClick={() => void begin()}>
          Join into one snapshot…
        </Button>
      ) : (
        <Button
          variant="outlined"
          onClick={() => showSnapshotDialog({ kind: 'restore', file: joined.file, connection })}
        >
          Restore {fileName(joined.file)}
        </Button>
      )}
    </Box>
  );
}

function doing({ step, applied }: JoinState): string {
  if (step === null) return 'Beginning';
  return step === 'apply' && applied !== null
    ? `${stepWords.apply}: ${formatCount(applied.revisions)} of ${plural(applied.of, 'revision')}`
    : stepWords[step];
}

function joinedSentence({ revision, appliedRevisions, leasesWithoutTTL }: JoinedBackup): string {
  const reached = `It reaches revision ${formatCount(revision)}, with ${plural(appliedRevisions, 'revision')} of increments.`;
  if (leasesWithoutTTL === 0) return reached;
  const have = leasesWithoutTTL === 1 ? 'has' : 'have';
  return `${reached} ${plural(leasesWithoutTTL, 'lease')} ${have} a TTL of an hour, which increments do not tell.`;
}
