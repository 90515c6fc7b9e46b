import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import type { MemberId } from '../../../../contract/ids.ts';
import type { Survivor } from '../../../../contract/recovery.ts';
import { describeFailure } from '../../../parts/failures/failure-words.ts';
import { formatCount, plural } from '../../../ui/format.ts';
import { color, mono } from '../../../ui/tokens.ts';

const number = (value: number | null): string => (value === null ? '–' : formatCount(value));

/** What recovering from this one would lose, as far as the members that answer show it. */
function lossOf({ behindBest }: Survivor): string {
  if (behindBest === null) return 'not known';
  return behindBest === 0 ? 'nothing that another one has' : `${plural(behindBest, 'entry', 'entries')}`;
}

/** Every endpoint that was asked, the best survivor first; one of those that answer is chosen to recover from. */
export function SurvivorsTable(props: {
  readonly survivors: readonly Survivor[];
  readonly chosen: string | null;
  readonly onChoose: (endpoint: string) => void;
  /** The members whose hosts are gone. */
  readonly without: readonly MemberId[];
  readonly onWithout: (without: readonly MemberId[]) => void;
}) {
  const { survivors, chosen, onChoose, without, onWithout } = props;
  return (
    <Box role="group" aria-label="Members asked" tabIndex={0} sx={{ overflowX: 'auto' }}>
      <Table aria-label="Members asked" sx={{ minWidth: 600, '& th, & td': { px: '8px' } }}>
        <TableHead>
          <TableRow>
            {['Recover from', 'Member', 'Term', 'Index', 'Applied', 'Revision', 'Would lose'].map((title) => (
              <TableCell key={title}>{title}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {survivors.map((survivor) => {
            const { endpoint, id, name, reachable, failure } = survivor;
            const title = name === null || name === '' ? endpoint : name;
            return (
              <TableRow key={endpoint} sx={{ fontVariantNumeric: 'tabular-nums' }}>
                <TableCell>
                  <Radio
                    size="small"
                    checked={endpoint === chosen}
                    disabled={!reachable}
                    onChange={() => onChoose(endpoint)}
                    slotProps={{ input: { 'aria-label': `Recover from ${title}` } }}
                    sx={{ p: '4px' }}
                  />
                </TableCell>
                <TableCell component="th" scope="row">
                  <Box sx={{ fontWeight: 600 }}>{title}</Box>
                  <Box sx={{ ...mono, color: color.muted, fontSize: '0.6875rem' }}>{endpoint}</Box>
                </TableCell>
                {reachable ? (
                  <>
                    <TableCell>{number(survivor.raftTerm)}</TableCell>
                    <TableCell>{number(survivor.raftIndex)}</TableCell>
                    <TableCell>{number(survivor.raftAppliedIndex)}</TableCell>
                    <TableCell>{number(survivor.revision)}</TableCell>
                    <TableCell>{lossOf(survivor)}</TableCell>
                  </>
                ) : (
                  <TableCell colSpan={5} sx={{ color: color.bad, overflowWrap: 'anywhere' }}>
                    {failure === null ? 'It does not answer.' : describeFailure(failure).title}{' '}
                    <Box component="span" sx={{ color: color.muted }}>
                      What it holds is not known: it may have writes that no other member has.
                    </Box>
                    {id === null ? null : (
                      <FormControlLabel
                        sx={{ display: 'flex', color: color.text }}
                        label={`The host of ${title} is gone: leave this member out`}
                        control={
                          <Checkbox
                            size="small"
                            checked={without.includes(id)}
                            onChange={(_event, isGone) =>
                              onWithout(isGone ? [...without, id] : without.filter((each) => each !== id))
                            }
                          />
                        }
                      />
                    )}
                  </TableCell>
                )}
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </Box>
  );
}
