import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Popover from '@mui/material/Popover';
import Typography from '@mui/material/Typography';
import { useId, useRef, useState } from 'react';
import { majorityOf, toleranceOf } from '../../../contract/fault-tolerance.ts';
import { color, tint } from '../../ui/tokens.ts';

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** Opens the table of how many members may fail in a cluster of any usual size. */
export function ToleranceTable({ voters }: { readonly voters: number }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const title = useId();
  return (
    <>
      <Link
        ref={button}
        component="button"
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        sx={{ fontSize: 'inherit', verticalAlign: 'baseline' }}
      >
        fault tolerance by size
      </Link>
      <Popover
        open={isOpen}
        anchorEl={() => button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-labelledby': title,
            sx: { width: 380, maxWidth: 'calc(100vw - 32px)', p: 2, mt: '4px', border: `1px solid ${color.line}` },
          },
        }}
      >
        <Typography variant="h3" component="h2" id={title}>
          How many members may fail
        </Typography>
        <Sizes voters={voters} label={title} />
        <Box sx={{ color: color.muted, fontSize: '0.75rem', display: 'grid', gap: 1 }}>
          <span>
            A write needs a majority. An even number raises the majority and lets no more fail than the odd number below
            it, so take an odd one.
          </span>
          <span>
            Five are recommended in production, three at least; one only for tests. Each member more makes every write
            wait for more acknowledgements.
          </span>
        </Box>
      </Popover>
    </>
  );
}

function Sizes({ voters, label }: { readonly voters: number; readonly label: string }) {
  return (
    <Box
      component="table"
      aria-labelledby={label}
      sx={{
        width: '100%',
        my: 1,
        borderCollapse: 'collapse',
        fontVariantNumeric: 'tabular-nums',
        '& td, & th': { px: '8px', py: '3px', textAlign: 'left', fontWeight: 400 },
        '& thead th': { color: color.muted, fontSize: '0.75rem' },
      }}
    >
      <thead>
        <tr>
          <th scope="col">Voting members</th>
          <th scope="col">Majority</th>
          <th scope="col">May fail</th>
        </tr>
      </thead>
      <tbody>
        {sizes.map((count) => {
          const isCurrent = count === voters;
          return (
            <Box
              component="tr"
              key={count}
              {...(isCurrent ? { 'aria-current': 'true' as const } : {})}
              sx={{
                borderTop: `1px solid ${color.line}`,
                ...(isCurrent ? { bgcolor: tint(color.accent), '& > *': { fontWeight: 600 } } : {}),
              }}
            >
              <th scope="row">
                {count}
                {isCurrent ? ' (this cluster)' : ''}
              </th>
              <td>{majorityOf(count)}</td>
              <td>{toleranceOf(count)}</td>
            </Box>
          );
        })}
      </tbody>
    </Box>
  );
}
