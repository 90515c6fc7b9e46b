import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { type ReactNode, useEffect, useState } from 'react';
import { CloseIcon } from './icons.tsx';
import { useHasDialog } from './open-dialogs.ts';
import { StatusDot, type Tone } from './StatusChip.tsx';
import { color } from './tokens.ts';

export interface ToastEntry {
  readonly id: number;
  readonly tone: Tone;
  readonly text: string;
  readonly detail?: string;
  /** Whose it is, and since when. */
  readonly origin?: ReactNode;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface ToastsProps {
  readonly toasts: readonly ToastEntry[];
  readonly onDismiss: (id: number) => void;
}

const shownForMs = 6_000;
/** Longer where there is something to decide. */
const shownWithActionMs = 15_000;
/** Then a failure, which stays until it is dismissed, is folded to a button and covers nothing. */
const unfoldedMs = 20_000;

/**
 * What has just happened, in the corner opposite the task centre. It takes no focus and hides no control: a dialog lies
 * over it, and it waits until that is closed.
 */
export function Toasts({ toasts, onDismiss }: ToastsProps) {
  const isCovered = useHasDialog();
  return (
    <Box
      component="section"
      aria-label="Notices"
      aria-live="polite"
      sx={{
        position: 'fixed',
        left: 88,
        bottom: 40,
        zIndex: ({ zIndex }) => zIndex.modal - 1,
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        width: 360,
        maxWidth: 'calc(100vw - 32px)',
        pointerEvents: 'none',
      }}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} isCovered={isCovered} onDismiss={onDismiss} />
      ))}
    </Box>
  );
}

function ToastCard(props: {
  readonly toast: ToastEntry;
  readonly isCovered: boolean;
  readonly onDismiss: (id: number) => void;
}) {
  const { toast, isCovered, onDismiss } = props;
  const [isHeld, setHeld] = useState(false);
  const [isFolded, setFolded] = useState(false);
  const hasAction = toast.action !== undefined;
  const staysUp = isHeld || isCovered || toast.tone === 'bad';
  useEffect(() => {
    if (staysUp) return;
    const timer = setTimeout(() => onDismiss(toast.id), hasAction ? shownWithActionMs : shownForMs);
    return () => clearTimeout(timer);
  }, [staysUp, hasAction, toast.id, onDismiss]);
  const isStill = !isFolded && !isHeld && !isCovered && toast.tone === 'bad';
  useEffect(() => {
    if (!isStill) return;
    const timer = setTimeout(() => setFolded(true), unfoldedMs);
    return () => clearTimeout(timer);
  }, [isStill]);
  if (isFolded) {
    return (
      <IconButton
        aria-label={`Show the notice: ${toast.text}`}
        onClick={() => setFolded(false)}
        sx={{
          alignSelf: 'flex-start',
          pointerEvents: 'auto',
          bgcolor: color.raised,
          border: `1px solid ${color.line}`,
        }}
      >
        <StatusDot tone={toast.tone} />
      </IconButton>
    );
  }
  return (
    <Box
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1.25,
        p: '8px 8px 8px 14px',
        borderRadius: '8px',
        pointerEvents: 'auto',
        bgcolor: color.raised,
        border: `1px solid ${color.line}`,
        boxShadow: `0 8px 24px ${color.shadow}`,
      }}
    >
      <Box sx={{ pt: '9px' }}>
        <StatusDot tone={toast.tone} />
      </Box>
      <Box sx={{ flex: 1, minWidth: 0, py: '4px', overflowWrap: 'anywhere' }}>
        {toast.text}
        {toast.detail === undefined ? null : (
          <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem' }}>{toast.detail}</Box>
        )}
        {toast.origin === undefined ? null : (
          <Box sx={{ color: color.muted, fontSize: '0.75rem', lineHeight: '1rem', mt: '2px' }}>{toast.origin}</Box>
        )}
      </Box>
      {toast.action === undefined ? null : (
        <Button
          variant="text"
          onClick={() => {
            toast.action?.run();
            onDismiss(toast.id);
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton aria-label="Dismiss" onClick={() => onDismiss(toast.id)}>
        <CloseIcon size={14} />
      </IconButton>
    </Box>
  );
}
