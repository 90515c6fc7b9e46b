import Box from '@mui/material/Box';
import { Fragment, type ReactNode, type RefObject } from 'react';
import { Group, Panel, type PanelImperativeHandle, Separator } from 'react-resizable-panels';
import { color } from './tokens.ts';
import { useTurns } from './use-turns.ts';

/** Reads and sets a pane's size from outside. */
export type PaneHandle = PanelImperativeHandle;

export interface Pane {
  readonly id: string;
  /** The pane's accessible name, for a user who moves its edge without seeing it. */
  readonly label: string;
  /** Pixels as a number, a share as a string: `300`, `'25%'`. The main pane has none and takes the rest. */
  readonly defaultSize?: number | string;
  readonly minSize?: number | string;
  readonly maxSize?: number | string;
  readonly isCollapsible?: boolean;
  readonly handle?: RefObject<PaneHandle | null>;
  /** What the content stands on, for as long as it is not there. */
  readonly ground?: string;
  readonly content: ReactNode;
}

/** Shares of the panes in per cent, by pane id. */
export type PaneSizes = Readonly<Record<string, number>>;

interface SplitPaneProps {
  readonly panes: readonly Pane[];
  readonly orientation?: 'horizontal' | 'vertical';
  /** What was kept of the last time. */
  readonly sizes?: PaneSizes | null;
  readonly onSizes?: (sizes: PaneSizes) => void;
  /** The contents are many, and each is shown in a task of its own. */
  readonly isInTurn?: boolean;
}

/** Panes side by side with edges that a pointer drags and the arrow keys move; double click puts an edge back. */
export function SplitPane({ panes, orientation = 'horizontal', sizes, onSizes, isInTurn = false }: SplitPaneProps) {
  const shown = useTurns(panes.length, isInTurn);
  const known = sizes && panes.every((pane) => sizes[pane.id] !== undefined) ? { ...sizes } : undefined;
  const isHorizontal = orientation === 'horizontal';
  return (
    <Group
      orientation={orientation}
      {...(known === undefined ? {} : { defaultLayout: known })}
      onLayoutChanged={(layout, meta) => {
        if (meta.isUserInteraction) onSizes?.(layout);
      }}
      style={{ height: '100%' }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index === 0 ? null : (
            <Box
              component={Separator}
              aria-label={`Edge of ${pane.label}`}
              sx={{
                position: 'relative',
                flexShrink: 0,
                bgcolor: color.line,
                ...(isHorizontal ? { width: '1px' } : { height: '1px' }),
                '&::after': {
                  content: '""',
                  position: 'absolute',
                  inset: isHorizontal ? '0 -2px' : '-2px 0',
                  zIndex: 1,
                },
                '&:hover::after, &:focus-visible::after, &[data-separator="active"]::after': { bgcolor: color.accent },
                '&:focus-visible': { outline: 'none' },
              }}
            />
          )}
          <Panel
            id={pane.id}
            {...(pane.defaultSize === undefined ? {} : { defaultSize: pane.defaultSize })}
            {...(pane.minSize === undefined ? {} : { minSize: pane.minSize })}
            {...(pane.handle === undefined ? {} : { panelRef: pane.handle })}
            {...(pane.maxSize === undefined ? {} : { maxSize: pane.maxSize })}
            collapsible={pane.isCollapsible ?? false}
            {...(pane.ground === undefined ? {} : { style: { backgroundColor: pane.ground } })}
            groupResizeBehavior={pane.defaultSize === undefined ? 'preserve-relative-size' : 'preserve-pixel-size'}
          >
            {index < shown ? pane.content : null}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
