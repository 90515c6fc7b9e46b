import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { lazy, memo, Suspense, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type Compared, toCompare } from './changed-lines.ts';
import type { DiffEditorProps } from './code-editor-props.ts';
import { formatCount } from './format.ts';
import { LoadingRows } from './LoadingState.tsx';
import { loadMonacoCore } from './load-monaco.ts';
import { color, font, size } from './tokens.ts';

const MonacoDiffEditor = lazy(async () => {
  await loadMonacoCore();
  return { default: (await import('./MonacoDiffEditor.tsx')).MonacoDiffEditor };
});

/** Two columns of text in less than this are two columns of broken lines. */
const leastSideBySide = 640;

/** What is compared until there is a comparison. */
const nothing: Compared = { before: '', after: '', linesAbove: 0, linesBelow: 0 };

/** In fewer lines than this none is left out. */
const longFrom = 8;

/** Two texts, with what differs between them; each has its title. Side by side where there is room, else in one column. */
export const DiffEditor = memo(function DiffEditor(
  props: DiffEditorProps & {
    readonly beforeTitle: string;
    readonly afterTitle: string;
    readonly height: number | string;
  },
) {
  const { beforeTitle, afterTitle, height, before, after, language, label } = props;
  // A task after the dialog that it stands in, which would wait for the editor otherwise.
  const isDue = useDeferredValue(true, false);
  const compared = useMemo(() => (isDue ? toCompare(before, after) : nothing), [isDue, before, after]);
  const cutOff = compared.linesAbove + compared.linesBelow;
  const box = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(box, leastSideBySide);
  const isInline = props.isInline ?? isNarrow;
  const [showsAll, setShowsAll] = useState(false);
  const isLong = [compared.before, compared.after].some((text) => text.split('\n', longFrom + 1).length > longFrom);
  const loading = <LoadingRows label="Loading the comparison" rowHeight={20} />;
  return (
    <Box
      ref={box}
      role="group"
      aria-label={label}
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
          gridTemplateColumns: isInline ? 'auto 1fr auto' : '1fr 1fr auto',
          height: 28,
          alignItems: 'center',
          borderBottom: `1px solid ${color.line}`,
          color: color.muted,
          fontSize: '0.75rem',
          fontWeight: 500,
          '& > span': { px: '12px' },
        }}
      >
        {isInline ? (
          <>
            <Box component="span" sx={{ color: color.bad }}>
              − {beforeTitle}
            </Box>
            <Box component="span" sx={{ color: color.ok }}>
              + {afterTitle}
            </Box>
          </>
        ) : (
          <>
            <span>{beforeTitle}</span>
            <span>{afterTitle}</span>
          </>
        )}
        {isLong ? (
          // The editor itself shows more by a click alone.
          <Link
            component="button"
            type="button"
            aria-pressed={showsAll}
            onClick={() => setShowsAll(!showsAll)}
            sx={{ fontSize: 'inherit', mr: '12px' }}
          >
            All lines
          </Link>
        ) : null}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0, '& .diff-hidden-lines': { fontFamily: font.sans } }}>
        <Suspense fallback={loading}>
          {isDue ? (
            <MonacoDiffEditor {...compared} language={language} label={label} isInline={isInline} showsAll={showsAll} />
          ) : (
            loading
          )}
        </Suspense>
      </Box>
      {cutOff === 0 ? null : (
        <Box
          sx={{ px: '12px', py: '4px', borderTop: `1px solid ${color.line}`, color: color.muted, fontSize: '0.75rem' }}
        >
          {formatCount(cutOff)} equal lines further above and below are left out.
        </Box>
      )}
    </Box>
  );
});

/** Whether an element has less room across than it takes, kept true as that changes. */
function useIsNarrow(element: { readonly current: HTMLElement | null }, leastWidth: number): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measure = (): void => setNarrow(box.clientWidth > 0 && box.clientWidth < leastWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element, leastWidth]);
  return isNarrow;
}
