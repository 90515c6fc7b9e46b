import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import MenuItem from '@mui/material/MenuItem';
import Select from '@mui/material/Select';
import { useState } from 'react';
import type { ConfigurationReview } from '../../../contract/doctor.ts';
import type { Failure } from '../../../contract/failure.ts';
import { findingWords } from '../../../contract/finding-words/every-finding.ts';
import { findingKey } from '../../../contract/findings.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { color } from '../../ui/tokens.ts';

const kinds: Readonly<Record<ConfigurationReview['kind'], string>> = {
  manifest: 'A static pod’s manifest',
  unit: 'A systemd unit',
  yaml: 'An etcd.yaml',
  flags: 'A command line',
};

const noMembers = {
  members: [],
  quorum: { voters: 0, healthy: 0, needed: 0, tolerance: 0, hasQuorum: false },
  alarms: [],
};

/** Takes a pasted configuration and says what of it a newer etcd refuses or ignores. */
export function ReviewDialog({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const [text, setText] = useState('');
  const [to, setTo] = useState<'3.6' | '3.7'>('3.7');
  const [review, setReview] = useState<ConfigurationReview | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** What was said of another text, or of another version, is not of this one. */
  const change = (make: () => void): void => {
    make();
    setReview(null);
    setFailure(null);
  };
  const look = async (): Promise<void> => {
    try {
      setReview(await api.doctor.review({ text, to }));
      setFailure(null);
    } catch (error) {
      setReview(null);
      setFailure(failureOf(error));
    }
  };
  return (
    <DialogFrame
      isOpen
      title="Review a configuration"
      description="etcdeck reads it itself, and sends it nowhere."
      width={720}
      onClose={onClose}
      onSubmit={() => void look()}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" variant="contained" disabled={text.trim() === ''}>
            Review
          </Button>
        </>
      }
    >
      <Select
        size="small"
        value={to}
        onChange={(event) => change(() => setTo(event.target.value === '3.6' ? '3.6' : '3.7'))}
        slotProps={{ input: { 'aria-label': 'The version to upgrade to' } }}
        sx={{ alignSelf: 'flex-start' }}
      >
        <MenuItem value="3.6">For etcd 3.6</MenuItem>
        <MenuItem value="3.7">For etcd 3.7</MenuItem>
      </Select>
      <TextArea
        label="Configuration"
        value={text}
        rows={12}
        onChange={(value) => change(() => setText(value))}
        hasFocus
        placeholder="etcd --name etcd-1 --data-dir /var/lib/etcd …"
        error={failure === null ? null : `${describeFailure(failure).title} ${describeFailure(failure).action}`}
      />
      {review === null ? null : (
        <Box role="status">
          <Box sx={{ fontWeight: 600, mb: 1 }}>
            {kinds[review.kind]}:{' '}
            {review.findings.length === 0 ? `nothing in it stands against ${to}.` : `change this before ${to}.`}
          </Box>
          <Box component="ul" sx={{ m: 0, pl: '18px' }}>
            {review.findings.map((finding) => {
              const words = findingWords(finding, noMembers);
              return (
                <Box component="li" key={findingKey(finding)} sx={{ py: '3px' }}>
                  <Box>{words.title}</Box>
                  <Box>{words.evidence}</Box>
                  <Box sx={{ color: color.muted }}>{words.remedy}</Box>
                </Box>
              );
            })}
          </Box>
        </Box>
      )}
    </DialogFrame>
  );
}
