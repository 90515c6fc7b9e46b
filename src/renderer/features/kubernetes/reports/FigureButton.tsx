import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import { color } from '../../../ui/tokens.ts';

/** A figure that opens the objects behind it. In a table the row's Enter does the same, so that Tab passes it by. */
export function FigureButton(props: {
  /** What it opens: `34 secrets in clear`. */
  readonly label: string;
  readonly isInTable?: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
}) {
  return (
    <ButtonBase
      aria-label={`Show ${props.label}`}
      tabIndex={props.isInTable === true ? -1 : 0}
      onClick={(event) => {
        event.stopPropagation();
        props.onOpen();
      }}
      sx={{
        font: 'inherit',
        verticalAlign: 'baseline',
        color: color.accent,
        borderRadius: '3px',
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      {props.children}
    </ButtonBase>
  );
}
