import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { color } from './tokens.ts';

interface CopyButtonProps {
  /** What the button copies, for its name: `Copy key`. */
  readonly label: string;
  readonly text: string | (() => string);
}

/** Copies a text, and says so for a moment in its own place. */
export function CopyButton({ label, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), 1_600);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };
  const said = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'The clipboard is not available' : label;
  return (
    <Tooltip title={said}>
      <IconButton aria-label={label} onClick={() => void copy()}>
        {outcome === 'copied' ? (
          <span style={{ color: color.ok }}>
            <CheckIcon size={14} />
          </span>
        ) : (
          <CopyIcon size={14} />
        )}
      </IconButton>
    </Tooltip>
  );
}
