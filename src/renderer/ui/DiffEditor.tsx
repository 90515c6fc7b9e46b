import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import type { DiffEditorProps } from './code-editor-props.ts';
import { LoadingRows } from './LoadingState.tsx';
import { color, font, size } from './tokens.ts';

const MonacoDiffEditor = lazy(async () => ({ default: (await import('./MonacoDiffEditor.tsx')).MonacoDiffEditor }));

/** Two texts side by side, with what differs between them; each side has its title. */
export function DiffEditor(
  props: DiffEditorProps & {
    readonly beforeTitle: string;
    readonly afterTitle: string;
    readonly height: number | string;
  },
) {
  const { beforeTitle, afterTitle, height, ...compared } = props;
  return (
    <Box
      role="group"
      aria-label={props.label}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        height,
        border: `1px solid ${color.line}`,
        borderRadius: `${size.radius}px`,
      }}
    >
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: '1fr 1fr',
          height: 28,
          alignItems: 'center',
          borderBottom: `1px solid ${color.line}`,
          color: color.muted,
          fontSize: '0.75rem',
          fontWeight: 500,
          '& > span': { px: '12px' },
        }}
      >
        <span>{beforeTitle}</span>
        <span>{afterTitle}</span>
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, '& .diff-hidden-lines': { fontFamily: font.sans } }}>
        <Suspense fallback={<LoadingRows label="Loading the comparison" rowHeight={20} />}>
          <MonacoDiffEditor {...compared} />
        </Suspense>
      </Box>
    </Box>
  );
}
