import Button from '@mui/material/Button';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { formatCount } from '../../ui/format.ts';
import { Notice } from '../../ui/Notice.tsx';
import type { RunningWatch } from './running-watch.ts';
import { lackingWords, lostWords, oldestKept } from './watch-notes.ts';
import type { StartAgain, WatchView } from './watch-view.ts';

/** Says why a watch has ended, and from where it can be started again. */
export function EndedBand({ watch, view }: { readonly watch: RunningWatch; readonly view: WatchView }) {
  const { compactRevision } = view;
  const next = view.next ?? watch.request.startRevision;
  const start = (from: StartAgain) => () => watch.startAgain(from);
  if (compactRevision !== null) {
    const oldest = formatCount(oldestKept(compactRevision));
    const lost = next === null || next > compactRevision ? '' : ` ${lostWords(next, compactRevision)}`;
    return (
      <Notice
        tone="bad"
        actions={
          <>
            <Button onClick={start('oldest')}>Start again from revision {oldest}</Button>
            <Button onClick={start('now')}>Start again from now</Button>
          </>
        }
      >
        {`History up to revision ${formatCount(compactRevision)} was compacted.${lost} Revision ${oldest} is the oldest whose events are kept; from now leaves those out as well.`}
      </Notice>
    );
  }
  const words = view.failure === null ? null : describeFailure(view.failure);
  const lacking = view.failure?.code === 'PermissionDenied' ? ` ${lackingWords(watch.request)}` : '';
  const why = words === null ? 'The watch has ended.' : `${words.title} ${words.action}`;
  const from = next === null ? '' : ` It had told everything before revision ${formatCount(next)}.`;
  return (
    <Notice
      tone="bad"
      actions={
        next === null ? (
          <Button onClick={start('now')}>Start again</Button>
        ) : (
          <>
            <Button onClick={start('there')}>Start again from revision {formatCount(next)}</Button>
            <Button onClick={start('now')}>Start again from now</Button>
          </>
        )
      }
    >
      {`${why}${lacking}${from}`}
    </Notice>
  );
}
