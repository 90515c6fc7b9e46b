import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { DialogFrame } from './DialogFrame.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What will be lost, or changed. */
  readonly children: ReactNode;
  /** What the button does, as a verb: `Delete key`. */
  readonly confirm: string;
  readonly isOpen: boolean;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an act that takes something away. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <DialogFrame
      title={props.title}
      isOpen={props.isOpen}
      width={420}
      onClose={props.onClose}
      actions={
        <>
          <Button autoFocus onClick={props.onClose}>
            Cancel
          </Button>
          <Button variant="contained" color="error" disabled={props.isBusy ?? false} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
        </>
      }
    >
      <div>{props.children}</div>
    </DialogFrame>
  );
}
