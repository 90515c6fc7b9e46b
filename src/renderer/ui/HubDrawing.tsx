import Box from '@mui/material/Box';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { layOut, link } from './hub-layout.ts';
import { type Tone, toneColor } from './StatusChip.tsx';
import { color } from './tokens.ts';

/** A thing in the drawing. What its colour says, its note says in words. */
export interface HubNode {
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly tone: Tone;
  /** It does not take part: a cross in place of the dot, and a broken link. */
  readonly isCut: boolean;
  /** The one that all others are linked to. At most one. */
  readonly isHub: boolean;
  /** What its link to the hub says. */
  readonly linkTone: Tone;
}

const radius = 22;
const longestName = 22;

const shortName = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** Things that hang on one of them: circles, names and links. */
export function HubDrawing({ nodes }: { readonly nodes: readonly HubNode[] }) {
  const [room, frame] = useWidth();
  const drawing = layOut(
    nodes.map((node) => node.isHub),
    room ?? undefined,
  );
  const hubAt = nodes.findIndex((node) => node.isHub);
  const hub = drawing.spots[hubAt];
  return (
    // Where many stand side by side in a narrow window it scrolls: words that are made smaller cannot be read.
    <Box ref={frame} sx={{ overflowX: 'auto', overflowY: 'hidden' }}>
      <Box
        component="svg"
        role="img"
        aria-label={nodes.map((node) => `${node.name}: ${node.note}`).join('; ')}
        width={drawing.width}
        height={drawing.height}
        sx={{ display: 'block', mx: 'auto' }}
      >
        {nodes.map((node, at) => {
          const spot = drawing.spots[at];
          if (spot === undefined || hub === undefined || at === hubAt) return null;
          const line = link(hub, spot, radius + 5);
          return (
            <line
              key={node.id}
              x1={line.from.x}
              y1={line.from.y}
              x2={line.to.x}
              y2={line.to.y}
              style={{ stroke: toneColor[node.linkTone] }}
              strokeWidth={1.5}
              strokeDasharray={node.isCut ? '3 6' : undefined}
            />
          );
        })}
        {nodes.map((node, at) => {
          const spot = drawing.spots[at];
          if (spot === undefined) return null;
          const stroke = toneColor[node.tone];
          const isBeside = at === hubAt;
          const x = isBeside ? spot.x + radius + 12 : spot.x;
          const y = isBeside ? spot.y - 3 : spot.y + radius + 20;
          return (
            <g key={node.id}>
              <circle cx={spot.x} cy={spot.y} r={radius} style={{ fill: color.raised, stroke }} strokeWidth={2} />
              {node.isCut ? (
                <path
                  d={`M${spot.x - 5} ${spot.y - 5}l10 10m0-10l-10 10`}
                  style={{ stroke }}
                  strokeWidth={2}
                  strokeLinecap="round"
                />
              ) : (
                <circle cx={spot.x} cy={spot.y} r={5} style={{ fill: stroke }} />
              )}
              <g textAnchor={isBeside ? 'start' : 'middle'} fontSize={13}>
                <text x={x} y={y} fontWeight={600} style={{ fill: color.text }}>
                  {shortName(node.name)}
                </text>
                <text x={x} y={y + 18} fontSize={12} style={{ fill: node.tone === 'bad' ? color.bad : color.muted }}>
                  {node.note}
                </text>
              </g>
            </g>
          );
        })}
      </Box>
    </Box>
  );
}

/** How wide an element is; `null` before it stands. */
function useWidth(): readonly [number | null, RefObject<HTMLDivElement | null>] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const measure = (): void => {
      if (current.clientWidth > 0) setWidth(current.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [width, element];
}
