import Box from '@mui/material/Box';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { CloseIcon } from './icons.tsx';
import { color, font, size, tint } from './tokens.ts';

export interface TabEntry {
  readonly id: string;
  readonly title: string;
  /** The whole of what the title is short for. */
  readonly label: string;
  /** Something in it is not saved. */
  readonly isDirty?: boolean;
}

/** Open things side by side. The arrow keys walk them, Delete closes one; there is no focus to lose on its cross. */
export function TabStrip(props: {
  readonly label: string;
  readonly tabs: readonly TabEntry[];
  readonly active: string | null;
  readonly onActivate: (id: string) => void;
  readonly onClose: (id: string) => void;
}) {
  const { tabs, active, onActivate, onClose } = props;
  const strip = useRef<HTMLDivElement>(null);
  const count = tabs.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of tabs moves the one in front.
  useEffect(() => {
    const box = strip.current;
    if (box === null) return;
    const show = (): void =>
      box.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    show();
    // A narrower strip may have lost it.
    const observer = new ResizeObserver(show);
    observer.observe(box);
    return () => observer.disconnect();
  }, [active, count]);

  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const tab = tabs[at];
    if (tab === undefined) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: tabs.length - 1,
    };
    const to = steps[event.key];
    if (event.key === 'Delete') onClose(tab.id);
    else if (to !== undefined) {
      const next = tabs[(to + tabs.length) % tabs.length];
      if (next === undefined) return;
      onActivate(next.id);
      strip.current?.querySelector<HTMLElement>(`[data-tab="${(to + tabs.length) % tabs.length}"]`)?.focus();
    } else return;
    event.preventDefault();
  };

  return (
    <Box
      ref={strip}
      role="tablist"
      aria-label={props.label}
      sx={{
        display: 'flex',
        height: size.header,
        flexShrink: 0,
        overflowX: 'auto',
        scrollbarWidth: 'none',
        backgroundColor: color.surface,
        borderBottom: `1px solid ${color.line}`,
      }}
    >
      {tabs.map((tab, at) => {
        const isActive = tab.id === active;
        return (
          <Box
            key={tab.id}
            data-tab={at}
            role="tab"
            aria-selected={isActive}
            aria-label={tab.isDirty ? `${tab.label}, not saved` : tab.label}
            title={tab.label}
            tabIndex={isActive || (active === null && at === 0) ? 0 : -1}
            onClick={() => onActivate(tab.id)}
            onAuxClick={(event) => {
              if (event.button === 1) onClose(tab.id);
            }}
            onKeyDown={(event) => onKeyDown(event, at)}
            sx={{
              display: 'flex',
              alignItems: 'center',
              gap: '6px',
              flexShrink: 0,
              minWidth: 96,
              maxWidth: 240,
              justifyContent: 'space-between',
              pl: '14px',
              pr: '8px',
              cursor: 'default',
              fontFamily: font.mono,
              fontSize: '0.75rem',
              color: isActive ? color.text : color.muted,
              backgroundColor: isActive ? color.background : undefined,
              borderRight: `1px solid ${color.line}`,
              boxShadow: isActive ? `inset 0 2px 0 ${color.accent}` : undefined,
              '&:focus-visible': { outline: `2px solid ${color.accent}`, outlineOffset: -2 },
              '&:hover .cross, &[aria-selected="true"] .cross': { opacity: 1 },
            }}
          >
            <span style={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>{tab.title}</span>
            <Box
              component="span"
              className="cross"
              aria-hidden="true"
              onClick={(event) => {
                event.stopPropagation();
                onClose(tab.id);
              }}
              sx={{
                display: 'grid',
                placeItems: 'center',
                width: 18,
                height: 18,
                borderRadius: '4px',
                opacity: tab.isDirty ? 1 : 0,
                '&:hover': { backgroundColor: tint(color.muted, 20) },
                '&:hover .dot': { display: 'none' },
                '&:hover .close': { display: 'block' },
                '& .close': { display: tab.isDirty ? 'none' : 'block' },
              }}
            >
              {tab.isDirty ? (
                <Box className="dot" sx={{ width: 8, height: 8, borderRadius: '50%', backgroundColor: color.warn }} />
              ) : null}
              <span className="close">
                <CloseIcon size={12} />
              </span>
            </Box>
          </Box>
        );
      })}
    </Box>
  );
}
