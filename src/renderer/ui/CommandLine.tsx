import Box from '@mui/material/Box';
import { CopyButton } from './CopyButton.tsx';
import { color, mono } from './tokens.ts';

/** A command as it can be pasted into a terminal. */
export function CommandLine(props: {
  readonly label: string;
  readonly line: string;
  /** What the button beside it does, where that is not `Copy` and the label. */
  readonly copy?: string;
  /** All of it is shown, for files: what it stands in scrolls. */
  readonly isWhole?: boolean;
}) {
  const { label, line, copy = `Copy ${label}`, isWhole = false } = props;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        p: '6px 6px 6px 12px',
        borderRadius: '6px',
        backgroundColor: color.background,
        border: `1px solid ${color.line}`,
      }}
    >
      <Box
        component="pre"
        tabIndex={0}
        role="group"
        aria-label={label}
        sx={{
          ...mono,
          m: 0,
          py: '4px',
          flex: 1,
          minWidth: 0,
          maxHeight: isWhole ? undefined : 140,
          overflow: 'auto',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
        }}
      >
        {line}
      </Box>
      <CopyButton label={copy} text={line} />
    </Box>
  );
}
