import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import type { LabLinkState } from '../../../../contract/lab/acts.ts';
import { type LabFrame, type LabLinkView, labMessageKinds } from '../../../../contract/lab/frames.ts';
import { FactList } from '../../../ui/FactList.tsx';
import { Field } from '../../../ui/Field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { StatusChip } from '../../../ui/StatusChip.tsx';
import { color } from '../../../ui/tokens.ts';
import { linkStateMeanings, messageWords } from '../lab-words.ts';
import { isPlain } from '../model/lab-facts.ts';
import { LinkRates, ratesOverMs, rateWords } from '../model/link-rates.ts';
import { linkWords } from '../picture/LinkNote.tsx';
import { useCanAct, useLab } from '../use-lab.tsx';

const longestDelay = 10_000;

/** A link one way: how it is set, what passes, and what can be done to it. */
export function LinkInspector({ link, frame }: { readonly link: LabLinkView; readonly frame: LabFrame }) {
  const model = useLab();
  const { from, to } = link;
  const rates = useMemo(() => new LinkRates(model.history.framesBefore(frame.at, ratesOverMs)), [model.history, frame]);
  const rate = rates.of(from, to);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
          <Typography variant="h2" component="h3" sx={{ overflowWrap: 'anywhere' }}>
            {from} → {to}
          </Typography>
          <StatusChip tone={link.state === 'cut' ? 'bad' : isPlain(link) ? 'ok' : 'warn'}>{linkWords(link)}</StatusChip>
          <Button variant="text" sx={{ ml: 'auto' }} onClick={() => model.select({ kind: 'link', from: to, to: from })}>
            The other way
          </Button>
        </Box>
        <Box sx={{ color: color.muted }}>{linkStateMeanings[link.state]}</Box>
      </Box>
      <Acts link={link} />
      <FactList
        facts={[
          ...labMessageKinds.flatMap((kind) => {
            const each = rate.kinds[kind];
            return each === undefined ? [] : [{ name: messageWords[kind], value: rateWords(each) }];
          }),
          { name: 'All messages', value: rateWords(rate.total) },
          { name: 'Bytes', value: `${formatBytes(Math.round(rate.bytes))}/s` },
          { name: 'Not let through', value: rateWords(rate.lost) },
        ]}
      />
    </Box>
  );
}

function Acts({ link }: { readonly link: LabLinkView }) {
  const model = useLab();
  const canAct = useCanAct();
  const { from, to } = link;
  const [both, setBoth] = useState(true);
  const [text, setText] = useState('200');
  const delay = Number(text);
  const isFit = Number.isInteger(delay) && delay > 0 && delay <= longestDelay;
  const set = (state: LabLinkState, delayMs = 0): void =>
    void model.act({ kind: 'link', from, to, both, state, delayMs });
  return (
    <Box role="group" aria-label={`Acts on the link from ${from} to ${to}`} sx={{ display: 'grid', gap: 1 }}>
      <FormControlLabel
        control={<Checkbox checked={both} onChange={(_, checked) => setBoth(checked)} />}
        label="Both directions"
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: '6px', alignItems: 'flex-end' }}>
        <Button disabled={!canAct} onClick={() => set('cut')}>
          Cut
        </Button>
        <Button disabled={!canAct} onClick={() => set('held')}>
          Hold
        </Button>
        <Button disabled={!canAct} onClick={() => set('open')}>
          Open
        </Button>
        <Box sx={{ width: 130 }}>
          <Field
            label="Delay in ms"
            value={text}
            onChange={setText}
            error={isFit ? null : `1 to ${longestDelay.toLocaleString('en')}.`}
          />
        </Box>
        <Button disabled={!canAct || !isFit} onClick={() => set('open', delay)}>
          Delay
        </Button>
      </Box>
    </Box>
  );
}
