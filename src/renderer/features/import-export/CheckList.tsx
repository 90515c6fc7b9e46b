import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import { color, mono } from '../../ui/tokens.ts';

interface CheckListProps<Id> {
  readonly label: string;
  readonly entries: readonly { readonly id: Id; readonly title: string; readonly detail: string }[];
  readonly chosen: ReadonlySet<Id>;
  readonly onChange: (chosen: ReadonlySet<Id>) => void;
}

/** Some of a list. */
export function CheckList<Id extends string | number>({ label, entries, chosen, onChange }: CheckListProps<Id>) {
  const flip = (id: Id): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <Box
      component="ul"
      aria-label={label}
      tabIndex={0}
      sx={{
        listStyle: 'none',
        m: 0,
        p: '4px 0',
        maxHeight: 240,
        overflow: 'auto',
        flexShrink: 0,
        border: `1px solid ${color.line}`,
        borderRadius: '6px',
      }}
    >
      {entries.map(({ id, title, detail }) => (
        <li key={id}>
          <Box component="label" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, px: 0.5, minWidth: 0 }}>
            <Checkbox checked={chosen.has(id)} onChange={() => flip(id)} />
            <Box sx={{ flexShrink: 0, maxWidth: '50%', overflowWrap: 'anywhere' }}>{title}</Box>
            <Box
              sx={{
                ...mono,
                flex: 1,
                minWidth: 0,
                pl: 1,
                color: color.muted,
                overflow: 'hidden',
                textOverflow: 'ellipsis',
                whiteSpace: 'nowrap',
              }}
            >
              {detail}
            </Box>
          </Box>
        </li>
      ))}
    </Box>
  );
}
