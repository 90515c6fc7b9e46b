import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type ReactNode, useId, useState } from 'react';
import { ChevronDownIcon, ChevronRightIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';

interface FormFoldProps {
  readonly title: string;
  /** A summary of the fields, shown while folded. */
  readonly summary: string;
  /** Something within is set or wrong: it must not be overlooked. */
  readonly isNeeded: boolean;
  readonly children: ReactNode;
}

/** Fields that few connections need, folded until the operator opens them. */
export function FormFold({ title, summary, isNeeded, children }: FormFoldProps) {
  const id = useId();
  const [isOpened, setOpened] = useState(isNeeded);
  const isOpen = isOpened || isNeeded;
  return (
    <Box>
      <ButtonBase
        aria-expanded={isOpen}
        aria-controls={id}
        disabled={isNeeded}
        onClick={() => setOpened(!isOpen)}
        sx={{
          display: 'flex',
          justifyContent: 'flex-start',
          gap: 0.5,
          ml: '-4px',
          pr: 1,
          py: '4px',
          width: '100%',
          borderRadius: '4px',
          fontWeight: 500,
          fontSize: '0.8125rem',
          lineHeight: '1.25rem',
          textAlign: 'left',
        }}
      >
        {isOpen ? <ChevronDownIcon size={14} /> : <ChevronRightIcon size={14} />}
        {title}
        {isOpen ? null : (
          <Box
            component="span"
            sx={{
              flex: 1,
              minWidth: 0,
              pl: 0.5,
              fontWeight: 400,
              color: color.muted,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
            }}
          >
            {summary}
          </Box>
        )}
      </ButtonBase>
      <Box
        id={id}
        hidden={!isOpen}
        sx={{ display: isOpen ? 'flex' : 'none', flexDirection: 'column', gap: 1.75, pt: 1 }}
      >
        {isOpen ? children : null}
      </Box>
    </Box>
  );
}
