import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { useSettings } from '../../state/settings.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color, mono } from '../../ui/tokens.ts';
import { newsWords } from './update-words.ts';

/** Whether there is a newer version, for who wants that asked: a line, which leads to nothing by itself. */
export function UpdateNewsLine() {
  const api = useApi();
  const { settings, save } = useSettings();
  const [failure, setFailure] = useState<Failure | null>(null);
  // Kept before anything is asked: the host goes by what is kept.
  const keep = (looksForUpdates: boolean): void => {
    save({ looksForUpdates }).then(
      () => setFailure(null),
      (error: unknown) => setFailure(failureOf(error)),
    );
  };
  const { data } = useQuery({
    queryKey: ['updates', settings.looksForUpdates],
    queryFn: () => api.updates.news({}),
  });
  const words = data === undefined ? null : newsWords(data);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 0.5 }}>
      {data?.hasFeed === false ? null : (
        <FormControlLabel
          control={
            <Switch size="small" checked={settings.looksForUpdates} onChange={(event) => keep(event.target.checked)} />
          }
          label="Ask for newer versions here, once a day at most"
          title="Asks the list of releases, and says nothing about you or your clusters. Nothing is downloaded."
          sx={{ mx: 0 }}
        />
      )}
      {failure === null ? null : <FailureView failure={failure} layout="inline" />}
      <Box role="status" sx={{ color: color.muted, minHeight: '1.5em' }}>
        {words}
        {data?.askedAt ? (
          <>
            {' Asked '}
            <RelativeTime at={data.askedAt} />.
          </>
        ) : null}
      </Box>
      {data?.newer?.notes ? (
        <Box sx={{ ...mono, overflowWrap: 'anywhere', userSelect: 'text' }}>{data.newer.notes}</Box>
      ) : null}
    </Box>
  );
}
