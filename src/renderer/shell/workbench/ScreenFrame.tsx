import Box from '@mui/material/Box';
import { memo, type RefObject, Suspense, useEffect, useRef } from 'react';
import { useSource } from '../../parts/source/source.tsx';
import type { AnyPlace } from '../../state/screens.ts';
import { LoadingRows } from '../../ui/LoadingState.tsx';
import { color } from '../../ui/tokens.ts';
import { useFocusHome } from '../../ui/use-focus-home.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { ActivityRail } from './ActivityRail.tsx';
import type { PlaceEntry } from './places.tsx';

interface ScreenFrameProps {
  readonly entries: readonly PlaceEntry[];
  readonly place: AnyPlace;
}

/** The focus of a whole screen, over what scrolls and what stays at its top. */
const ring = {
  content: '""',
  position: 'absolute',
  inset: 0,
  zIndex: 3,
  pointerEvents: 'none',
  outline: `2px solid ${color.accent}`,
  outlineOffset: '-2px',
} as const; // So that it is known as a style.

/**
 * The screen of a source that is in front, and the way to the others. Members and the connection tell every two seconds how
 * they are: a screen is drawn again only for what it looks at.
 */
export const ScreenFrame = memo(function ScreenFrame({ entries, place }: ScreenFrameProps) {
  const { origin } = useSource();
  const entry = entries.find((one) => one.place === place);
  const main = useRef<HTMLElement>(null);
  useFocusHome(main, listOrItself);
  useTabFrom(main, place);
  return (
    <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
      <ActivityRail entries={entries} place={place} />
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', position: 'relative', '&:has(> :focus-visible)::after': ring }}>
        <Box
          ref={main}
          component="main"
          aria-label={entry?.label}
          // Scrolls where its screen is taller, and must do so by keyboard too.
          tabIndex={0}
          sx={{ flex: 1, minWidth: 0, overflow: 'auto', position: 'relative', outline: 'none' }}
        >
          <VisuallyHidden as="h1">{`${entry?.label ?? ''} of ${origin.name}`}</VisuallyHidden>
          <ErrorBoundary key={place}>
            <Suspense fallback={<LoadingRows label="Loading the screen" />}>
              {entry === undefined ? null : <entry.Screen />}
            </Suspense>
          </ErrorBoundary>
        </Box>
      </Box>
    </Box>
  );
});

/**
 * Lets the next Tab begin in a screen once it is shown, where no part of it has the focus. The screen does not keep it: a ring
 * around all of it says nothing to whoever uses a pointer.
 */
function useTabFrom(main: RefObject<HTMLElement | null>, place: AnyPlace): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another screen in the same element.
  useEffect(() => {
    if (document.activeElement !== document.body && document.activeElement !== main.current) return;
    main.current?.focus({ preventScroll: true });
    // Where the focus was last is where Tab goes on.
    main.current?.blur();
  }, [main, place]);
}

/** What a screen lists, which its other parts are about; or the part of it that is shown. */
const listOrItself = (main: HTMLElement): HTMLElement =>
  main.querySelector<HTMLElement>('[role="tree"], [role="grid"], [role="tabpanel"][tabindex]') ?? main;
