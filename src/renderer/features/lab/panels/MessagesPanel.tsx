import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useMemo, useState } from 'react';
import { type LabFrame, type LabMessageKind, labMessageKinds } from '../../../../contract/lab/frames.ts';
import { Choice } from '../../../parts/forms/Choice.tsx';
import { color, mono } from '../../../ui/tokens.ts';
import { messageWords } from '../lab-words.ts';
import { isPlain, linkOf } from '../model/lab-facts.ts';
import { LinkRates, ratesOverMs, rateWords } from '../model/link-rates.ts';
import { linkWords } from '../picture/LinkNote.tsx';
import { useLab } from '../use-lab.tsx';

/** Who sends how much to whom, as counted at the proxies in the last second. */
export function MessagesPanel({ frame }: { readonly frame: LabFrame }) {
  const model = useLab();
  const [kind, setKind] = useState<LabMessageKind | ''>('');
  const rates = useMemo(() => new LinkRates(model.history.framesBefore(frame.at, ratesOverMs)), [model.history, frame]);
  const sums = rates.kinds;
  const names = frame.members.map(({ name }) => name);
  const all = [...sums.values()].reduce((sum, each) => sum + each, 0);
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Choice
        label="Kind of message"
        value={kind}
        choices={[
          { value: '', label: `All · ${rateWords(all)}` },
          ...labMessageKinds.map((each) => ({
            value: each,
            label: `${messageWords[each]} · ${rateWords(sums.get(each) ?? 0)}`,
          })),
        ]}
        onChange={(chosen) => setKind(labMessageKinds.find((each) => each === chosen) ?? '')}
      />
      <Box role="group" aria-label="Messages, from row to column" tabIndex={0} sx={{ overflowX: 'auto' }}>
        <Table
          aria-label="Messages a second"
          sx={{ '& th, & td': { px: '3px', py: '1px', whiteSpace: 'nowrap', fontSize: '0.75rem' } }}
        >
          <TableHead>
            <TableRow>
              <TableCell>from ╲ to</TableCell>
              {names.map((name) => (
                <TableCell key={name} align="right">
                  {name}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {names.map((from) => (
              <TableRow key={from}>
                <TableCell component="th" scope="row">
                  {from}
                </TableCell>
                {names.map((to) => {
                  const link = linkOf(frame, from, to);
                  const rate = rates.of(from, to);
                  return (
                    <TableCell key={to} align="right">
                      {link === null ? (
                        <span style={{ color: color.muted }}>–</span>
                      ) : (
                        <Button
                          variant="text"
                          aria-label={`From ${from} to ${to}: ${rateWords(kind === '' ? rate.total : (rate.kinds[kind] ?? 0))}, ${linkWords(link)}`}
                          sx={{
                            ...mono,
                            minHeight: 22,
                            py: 0,
                            px: '4px',
                            color: isPlain(link) ? color.text : color.bad,
                          }}
                          onClick={() => {
                            model.select({ kind: 'link', from, to });
                            model.showPanel('selected');
                          }}
                        >
                          {isPlain(link) || rate.total > 0
                            ? rateWords(kind === '' ? rate.total : (rate.kinds[kind] ?? 0)).replace('/s', '')
                            : linkWords(link)}
                        </Button>
                      )}
                    </TableCell>
                  );
                })}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
      <Table aria-label="Messages by kind" sx={{ '& th, & td': { px: '6px', py: '2px' } }}>
        <TableHead>
          <TableRow>
            <TableCell>Kind</TableCell>
            <TableCell>Name in raft</TableCell>
            <TableCell align="right">All links</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {labMessageKinds
            .filter((each) => sums.has(each))
            .map((each) => (
              <TableRow key={each}>
                <TableCell>{messageWords[each]}</TableCell>
                <TableCell sx={mono}>{each}</TableCell>
                <TableCell align="right" sx={mono}>
                  {rateWords(sums.get(each) ?? 0)}
                </TableCell>
              </TableRow>
            ))}
        </TableBody>
      </Table>
    </Box>
  );
}
