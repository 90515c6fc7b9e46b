import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';

/** A few words, and more of them where they are pointed at. */
export function Told({ text, more }: { readonly text: ReactNode; readonly more: readonly string[] }) {
  if (more.length === 0) return <span>{text}</span>;
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{more.join('\n')}</span>} describeChild>
      <span>
        {text}
        <VisuallyHidden>: {more.join('; ')}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}
