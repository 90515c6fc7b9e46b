import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { KeyboardEvent } from 'react';
import { placeOf, useSource } from '../../parts/source/source.tsx';
import { goTo } from '../../state/route.ts';
import type { AnyPlace } from '../../state/screens.ts';
import { ariaShortcut } from '../../ui/shortcut.ts';
import { color, size, tint, toneText } from '../../ui/tokens.ts';
import type { PlaceEntry } from './places.tsx';

/** Arrow keys go from one screen's button to the next, so that the rail is one stop of Tab. */
function goAlong(event: KeyboardEvent<HTMLElement>): void {
  const buttons = Array.from(event.currentTarget.querySelectorAll('button'));
  const at = buttons.findIndex((button) => button.matches(':focus'));
  const last = buttons.length - 1;
  const to = { ArrowDown: Math.min(last, at + 1), ArrowUp: Math.max(0, at - 1), Home: 0, End: last }[event.key];
  if (at === -1 || to === undefined) return;
  event.preventDefault();
  buttons[to]?.focus();
}

/** The way between the screens of a source. */
export function ActivityRail({
  entries,
  place,
}: {
  readonly entries: readonly PlaceEntry[];
  readonly place: AnyPlace;
}) {
  const source = useSource();
  return (
    <Box
      component="nav"
      aria-label="Screens"
      sx={{ width: size.rail, flexShrink: 0, display: 'flex', flexDirection: 'column' }}
    >
      <Box
        role="toolbar"
        aria-label="Screens"
        aria-orientation="vertical"
        onKeyDown={goAlong}
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'flex',
          flexDirection: 'column',
          gap: '4px',
          p: '6px 5px',
          bgcolor: color.surface,
          borderRight: `1px solid ${color.line}`,
          overflowY: 'auto',
        }}
      >
        {entries.map((entry) => {
          const isCurrent = entry.place === place;
          return (
            <ButtonBase
              key={entry.place}
              aria-current={isCurrent ? 'page' : undefined}
              tabIndex={isCurrent ? 0 : -1}
              aria-keyshortcuts={entry.shortcut === null ? undefined : ariaShortcut(entry.shortcut)}
              onClick={() => goTo(placeOf(source, entry.place, null))}
              sx={{
                flexDirection: 'column',
                gap: '3px',
                minHeight: 46,
                borderRadius: '6px',
                fontSize: '0.6875rem',
                lineHeight: '0.875rem',
                fontWeight: isCurrent ? 600 : 450,
                color: isCurrent ? toneText(color.accent) : color.muted,
                bgcolor: isCurrent ? tint(color.accent, 13) : 'transparent',
                '&:hover': { color: isCurrent ? toneText(color.accent) : color.text },
              }}
            >
              {entry.icon}
              {entry.label}
            </ButtonBase>
          );
        })}
      </Box>
    </Box>
  );
}
