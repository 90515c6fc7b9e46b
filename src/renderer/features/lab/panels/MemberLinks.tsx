import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useMemo } from 'react';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { linkOf } from '../model/lab-facts.ts';
import { LinkRates, ratesOverMs, rateWords } from '../model/link-rates.ts';
import { linkWords } from '../picture/LinkNote.tsx';
import { useLab } from '../use-lab.tsx';

/** The links of a member, each way, and the way to each. */
export function MemberLinks({ name, frame }: { readonly name: string; readonly frame: LabFrame }) {
  const model = useLab();
  const rates = useMemo(() => new LinkRates(model.history.framesBefore(frame.at, ratesOverMs)), [model.history, frame]);
  const others = frame.members.filter((member) => member.name !== name);
  if (others.length === 0) return <Box>It has no links: it is alone.</Box>;
  const way = (from: string, to: string) => {
    const link = linkOf(frame, from, to);
    return (
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <Button
          variant="text"
          aria-label={`Link from ${from} to ${to}`}
          sx={{ minHeight: 22, py: 0, px: '6px', fontWeight: 450 }}
          onClick={() => model.select({ kind: 'link', from, to })}
        >
          {link === null ? '–' : linkWords(link)} · {rateWords(rates.of(from, to).total)}
        </Button>
      </TableCell>
    );
  };
  return (
    <Table aria-label={`Links of ${name}`} sx={{ '& th, & td': { px: '6px', py: '1px' } }}>
      <TableHead>
        <TableRow>
          <TableCell>Link</TableCell>
          <TableCell>sends</TableCell>
          <TableCell>receives</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {others.map((other) => (
          <TableRow key={other.name}>
            <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
              {other.name}
            </TableCell>
            {way(name, other.name)}
            {way(other.name, name)}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
