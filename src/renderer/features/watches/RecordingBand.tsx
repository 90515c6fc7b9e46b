import Button from '@mui/material/Button';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useStore } from '../../state/store.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { formatBytes, formatCount, plural } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { Recording, WatchRecorder } from './watch-recording.ts';

/** How a file stands that a watch is written into. */
export function RecordingBand({ recorder }: { readonly recorder: WatchRecorder }) {
  const recording = useStore(recorder.store);
  if (recording === null) return null;
  const isRunning = recording.state === 'running';
  return (
    <Notice
      tone={recording.state === 'failed' ? 'bad' : recording.compactRevision === null ? 'info' : 'warn'}
      actions={
        <>
          <CopyButton label="Copy path" text={recording.file} />
          {isRunning ? (
            <Button onClick={() => recorder.stop()}>{recording.isExport ? 'Cancel' : 'Stop recording'}</Button>
          ) : (
            <Button onClick={() => recorder.forget()}>Dismiss</Button>
          )}
        </>
      }
    >
      {wordsOf(recording)}
    </Notice>
  );
}

function wordsOf({ file, state, isExport, events, bytes, compactRevision, failure }: Recording): string {
  const amount = `${plural(events, 'event')}, ${formatBytes(bytes)}`;
  const lost =
    compactRevision === null
      ? ''
      : ` History up to revision ${formatCount(compactRevision)} was compacted and is not in it.`;
  switch (state) {
    case 'running':
      return `${isExport ? 'Exporting to' : 'Recording into'} ${file}: ${amount}.${lost}`;
    case 'whole':
      return `Exported to ${file}: ${amount}.${lost}`;
    case 'stopped':
      return isExport ? 'The export was cancelled. No file was written.' : `Recorded into ${file}: ${amount}.${lost}`;
    case 'failed': {
      const words = failure === null ? null : describeFailure(failure);
      const part = failure?.code === 'DiskFull' ? 'what the disk took' : `what came before: ${amount}`;
      const kept = isExport || events === 0 ? 'No file was written.' : `${file} has ${part}.`;
      return `${isExport ? 'The export' : 'The recording'} has ended. ${words?.title ?? ''} ${words?.action ?? ''} ${kept}`;
    }
  }
}
