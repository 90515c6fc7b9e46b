import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useId } from 'react';
import { BreakableName } from './BreakableName.tsx';
import type { HubNode } from './hub-node.ts';
import { toneColor } from './StatusChip.tsx';
import { color } from './tokens.ts';
import { VisuallyHidden } from './VisuallyHidden.tsx';

/** In pixels. */
const radius = 22;
const size = 2 * radius + 2;

/** One thing: its circle, its name and its note. */
export function HubNodeView(props: {
  readonly node: HubNode;
  readonly width: number;
  readonly onPoint: (id: string | null) => void;
  /** Where links leave at the bottom. */
  readonly isNameAbove?: boolean;
}) {
  const { node, width, onPoint, isNameAbove = false } = props;
  const hintId = useId();
  const point = (): void => onPoint(node.id);
  const leave = (): void => onPoint(null);
  return (
    <ButtonBase
      disableRipple
      aria-label={[`${node.name}: ${node.note}`, node.linkNote].filter((part) => part !== null).join(', ')}
      aria-describedby={hintId}
      onMouseEnter={point}
      onMouseLeave={leave}
      onFocus={point}
      onBlur={leave}
      sx={{
        display: 'flex',
        flexDirection: isNameAbove ? 'column-reverse' : 'column',
        justifyContent: 'flex-start',
        width: 'fit-content',
        maxWidth: width,
        minWidth: 96,
        px: '8px',
        borderRadius: '8px',
        cursor: 'help',
        fontSize: '0.8125rem',
        textAlign: 'center',
        '&:focus-visible': { outlineOffset: 2 },
      }}
    >
      <Circle node={node} />
      <Box component="span" sx={{ display: 'block', width: '100%', py: '4px' }}>
        <Box
          component="span"
          sx={{
            // A name of any length: what a host is called stands whole.
            display: '-webkit-box',
            WebkitBoxOrient: 'vertical',
            WebkitLineClamp: 5,
            overflow: 'hidden',
            overflowWrap: 'anywhere',
            fontWeight: 600,
            lineHeight: 1.3,
            color: node.isCut ? color.muted : color.text,
          }}
        >
          <BreakableName name={node.name} />
        </Box>
        <Box
          component="span"
          sx={{
            display: 'block',
            overflowWrap: 'anywhere',
            fontSize: '0.75rem',
            lineHeight: 1.35,
            color: node.tone === 'bad' ? color.bad : color.muted,
          }}
        >
          {node.note}
        </Box>
      </Box>
      <VisuallyHidden>
        <span id={hintId}>{node.hint}</span>
      </VisuallyHidden>
    </ButtonBase>
  );
}

function Circle({ node }: { readonly node: HubNode }) {
  const stroke = toneColor[node.tone];
  const middle = size / 2;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      style={{ flexShrink: 0, display: 'block', opacity: node.isCut ? 0.55 : 1 }}
    >
      <circle cx={middle} cy={middle} r={radius} style={{ fill: color.raised, stroke }} strokeWidth={2} />
      {node.isCut ? (
        <path
          d={`M${middle - 5} ${middle - 5}l10 10m0-10l-10 10`}
          style={{ stroke }}
          strokeWidth={2}
          strokeLinecap="round"
        />
      ) : (
        <circle cx={middle} cy={middle} r={5} style={{ fill: stroke }} />
      )}
    </svg>
  );
}
