import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { type LabExperiment, type LabExperimentNotice, labExperiments } from '../../../../contract/lab/experiments.ts';
import { FailureView } from '../../../parts/failures/FailureView.tsx';
import { useStore } from '../../../state/store.ts';
import { formatDuration } from '../../../ui/format.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { experimentWords } from '../lab-words.ts';
import type { Trial } from '../model/lab-trials.ts';
import { useCanAct, useLab } from '../use-lab.tsx';

/** Things to try by one button each, with what was seen. */
export function ExperimentsPanel() {
  const { trials } = useLab();
  const canAct = useCanAct();
  const { experiments } = useStore(trials.store);
  const running = labExperiments.find((one) => experiments[one]?.isRunning === true) ?? null;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ color: color.muted }}>
        Each takes back its acts and deletes its keys; revisions, terms and the size of databases stay. One runs at a
        time.
      </Box>
      {labExperiments.map((experiment) => {
        const { title, about } = experimentWords[experiment];
        const trial = experiments[experiment] ?? null;
        return (
          <Box
            key={experiment}
            component="section"
            aria-label={title}
            sx={{ pb: 1.5, borderBottom: `1px solid ${color.line}` }}
          >
            <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Typography variant="h3">{title}</Typography>
                <Box sx={{ color: color.muted }}>{about}</Box>
              </Box>
              <RunButton experiment={experiment} trial={trial} isHeld={!canAct || running !== null} />
            </Box>
            {trial === null ? null : <Seen trial={trial} />}
          </Box>
        );
      })}
    </Box>
  );
}

function RunButton(props: {
  readonly experiment: LabExperiment;
  readonly trial: Trial<LabExperimentNotice> | null;
  readonly isHeld: boolean;
}) {
  const { experiment, trial, isHeld } = props;
  const { trials } = useLab();
  const { title } = experimentWords[experiment];
  if (trial?.isRunning)
    return (
      <Button aria-label={`Stop: ${title}`} onClick={() => trials.stop(experiment)}>
        Stop
      </Button>
    );
  return (
    <Button aria-label={`Try: ${title}`} disabled={isHeld} onClick={() => void trials.experiment(experiment)}>
      {trial === null ? 'Try' : 'Try again'}
    </Button>
  );
}

function Seen({ trial }: { readonly trial: Trial<LabExperimentNotice> }) {
  const { notices, isRunning, failure } = trial;
  const end = notices.findLast((notice) => notice.kind === 'concluded');
  return (
    <Box sx={{ mt: 0.5 }}>
      <Box component="ol" aria-label="What was seen" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {notices.map((notice, at) =>
          notice.kind === 'concluded' ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: notices come in their order, and none goes.
            <Box component="li" key={at} sx={{ display: 'flex', gap: 1 }}>
              {notice.kind === 'step' ? (
                <Box sx={{ color: color.muted }}>{notice.text}</Box>
              ) : (
                <>
                  <Box sx={{ flex: 1 }}>{notice.what}</Box>
                  <Box sx={mono}>{notice.figure}</Box>
                  <Box sx={{ ...mono, color: color.muted, width: 64, textAlign: 'right' }}>
                    {formatDuration(notice.atMs)}
                  </Box>
                </>
              )}
            </Box>
          ),
        )}
      </Box>
      <Box role="status" sx={{ mt: 0.5 }}>
        {end !== undefined ? (
          <>
            <StatusChip tone={end.asPromised ? 'ok' : 'bad'}>
              {end.asPromised ? 'as promised' : 'not as promised'}
            </StatusChip>{' '}
            {end.text}
          </>
        ) : isRunning ? (
          'Under way…'
        ) : failure === null ? (
          'It was stopped.'
        ) : null}
      </Box>
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
    </Box>
  );
}
