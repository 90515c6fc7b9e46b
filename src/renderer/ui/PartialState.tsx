import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { Notice } from './Notice.tsx';

/** Says above an answer that it is not the whole, what is missing and why: a part is never shown as everything. */
export function PartialState(props: {
  /** What there is, counted as far as it is known: `At least 1,200 keys`. */
  readonly found: ReactNode;
  /** What is missing, and why. */
  readonly missing: ReactNode;
  /** How to get the rest, as a verb: `Load more`. */
  readonly action?: { readonly label: string; readonly run: () => void };
}) {
  const { found, missing, action } = props;
  return (
    <Notice tone="warn" actions={action === undefined ? null : <Button onClick={action.run}>{action.label}</Button>}>
      <b>{found}</b> {missing}
    </Notice>
  );
}
