import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { createContext, type FormEvent, type ReactNode, useCallback, useContext, useId, useRef } from 'react';
import { CloseIcon } from './icons.tsx';
import { useCountedDialog } from './open-dialogs.ts';
import { color } from './tokens.ts';

interface DialogFrameProps {
  readonly title: string;
  /** One line beneath the title: what this does. */
  readonly description?: ReactNode;
  readonly isOpen: boolean;
  readonly width?: number;
  readonly onClose: () => void;
  /** Makes the dialog a form: Enter submits it. */
  readonly onSubmit?: () => void;
  /** The buttons, the safe one first, the one that does it last. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

const FocusActions = createContext<() => void>(() => undefined);

/** Returns a function that focuses the safe button of the surrounding dialog, for a focused element that is removed. */
export const useFocusActions = (): (() => void) => useContext(FocusActions);

/** Title, content, buttons: every dialog in one frame. */
export function DialogFrame(props: DialogFrameProps) {
  const id = useId();
  useCountedDialog(props.isOpen);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSubmit?.();
  };
  const actions = useRef<HTMLDivElement>(null);
  const focusActions = useCallback(
    () => actions.current?.querySelector<HTMLElement>('button:not([disabled])')?.focus(),
    [],
  );
  const content = (
    <FocusActions value={focusActions}>
      <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, p: '16px 16px 0 20px' }}>
        <Box sx={{ flex: 1 }}>
          <Typography variant="h2" id={`${id}-title`}>
            {props.title}
          </Typography>
          {props.description === undefined ? null : (
            <Box id={`${id}-description`} sx={{ color: color.muted }}>
              {props.description}
            </Box>
          )}
        </Box>
        <IconButton aria-label="Close" onClick={props.onClose}>
          <CloseIcon />
        </IconButton>
      </Box>
      <Box
        sx={{
          p: '12px 20px 16px',
          overflow: 'auto',
          minHeight: 0,
          display: 'flex',
          flexDirection: 'column',
          gap: 2,
          // In a low window it scrolls: what clips itself, a comparison or a notice, would be crushed first.
          '& > *': { flexShrink: 0 },
        }}
      >
        {props.children}
      </Box>
      {props.actions === undefined ? null : (
        <Box
          ref={actions}
          sx={{
            display: 'flex',
            justifyContent: 'flex-end',
            gap: 1,
            p: '12px 20px',
            borderTop: `1px solid ${color.line}`,
          }}
        >
          {props.actions}
        </Box>
      )}
    </FocusActions>
  );
  return (
    <Dialog
      open={props.isOpen}
      onClose={props.onClose}
      aria-labelledby={`${id}-title`}
      {...(props.description === undefined ? {} : { 'aria-describedby': `${id}-description` })}
      slotProps={{ paper: { sx: { width: props.width ?? 480, maxWidth: 'calc(100vw - 64px)' } } }}
    >
      {props.onSubmit === undefined ? (
        content
      ) : (
        <form onSubmit={submit} noValidate style={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}>
          {content}
        </form>
      )}
    </Dialog>
  );
}
