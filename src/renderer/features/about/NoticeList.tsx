import type { shipped } from 'virtual:about';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import { Field } from '../../ui/Field.tsx';
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import { color, mono, size } from '../../ui/tokens.ts';

/** Everything of others that is shipped, with its licence: found by name, licence or a word of the text. */
export function NoticeList(props: { readonly shipped: typeof shipped }) {
  const { notices, texts } = props.shipped;
  const [query, setQuery] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const wanted = query.trim().toLowerCase();
  const found = notices.filter(({ name, licence, text }) =>
    [name, licence, texts[text] ?? ''].some((one) => one.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <Field
        label="Search the notices"
        isLabelHidden
        placeholder="Search by name, licence or text"
        value={query}
        onChange={setQuery}
      />
      <Box role="status" sx={{ color: color.muted, fontSize: '0.75rem' }}>
        {wanted === '' ? `${notices.length} works` : `${found.length} of ${notices.length}`}
      </Box>
      <Box
        component="ul"
        aria-label="Notices"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 0,
          height: 260,
          overflow: 'auto',
          border: `1px solid ${color.line}`,
          borderRadius: `${size.radius}px`,
        }}
      >
        {found.map(({ name, version, licence, text }) => {
          const id = `${name} ${version}`;
          const isOpen = id === open;
          return (
            <Box component="li" key={id} sx={{ borderBottom: `1px solid ${color.line}` }}>
              <ButtonBase
                aria-expanded={isOpen}
                onClick={() => setOpen(isOpen ? null : id)}
                sx={{
                  width: '100%',
                  justifyContent: 'flex-start',
                  gap: 1,
                  p: '4px 10px',
                  textAlign: 'left',
                  '&:focus-visible': { outlineOffset: '-2px' },
                }}
              >
                {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
                <span>{name}</span>
                <Box component="span" sx={{ color: color.muted, flex: 1 }}>
                  {version}
                </Box>
                <Box component="span" sx={{ color: color.muted }}>
                  {licence}
                </Box>
              </ButtonBase>
              {isOpen ? (
                <Box
                  component="pre"
                  aria-label={`Licence of ${name}`}
                  tabIndex={0}
                  sx={{ ...mono, m: 0, p: '4px 12px 12px 32px', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
                >
                  {texts[text]}
                </Box>
              ) : null}
            </Box>
          );
        })}
      </Box>
    </>
  );
}
