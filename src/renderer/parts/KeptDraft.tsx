import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Notice } from '../ui/Notice.tsx';

/** Says that an edit was kept over a reload, and offers to discard it. */
export function KeptDraft(props: {
  /** What was not kept, with a comma before it. */
  readonly without?: string;
  readonly onDiscard?: () => void;
  /** Further buttons. */
  readonly actions?: ReactNode;
}) {
  const { without = '', onDiscard, actions } = props;
  return (
    <Notice
      tone="info"
      actions={
        <>
          {onDiscard === undefined ? null : <Button onClick={onDiscard}>Discard</Button>}
          {actions}
        </>
      }
    >
      {`Draft kept from before the reload${without}.`}
    </Notice>
  );
}
