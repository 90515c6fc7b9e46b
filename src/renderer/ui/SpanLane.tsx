import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { KeyboardEvent } from 'react';
import type { LaneSpan, LineLane, LineSpan, SpanFill } from './span-lane.ts';
import type { SpanScale } from './span-layout.ts';
import { color, tint } from './tokens.ts';

/** Narrower, a span can be neither seen nor hit. */
const leastPixels = 6;

export const fillStyles: Readonly<Record<SpanFill, object>> = {
  solid: { backgroundColor: color.accent, border: `1px solid ${color.accent}` },
  light: { backgroundColor: tint(color.accent, 22), border: `1px solid ${color.accent}` },
  striped: {
    border: `1px solid ${color.warn}`,
    backgroundImage: `repeating-linear-gradient(135deg, ${tint(color.warn, 45)} 0 4px, transparent 4px 8px)`,
  },
};

/** One lane: its name, and its spans over the line. */
export function SpanLane(props: {
  readonly lane: LineLane;
  readonly scale: SpanScale;
  readonly height: number;
  readonly nameWidth: number;
  /** The span that the Tab key reaches. */
  readonly entry: string | null;
  readonly chosen: string | null;
  readonly onPoint: (pointed: LaneSpan | null) => void;
  readonly onChoose: (chosen: LaneSpan) => void;
  readonly onKeyDown: (event: KeyboardEvent, at: LaneSpan) => void;
}) {
  const { lane, scale, height, nameWidth, entry, chosen, onPoint, onChoose, onKeyDown } = props;
  return (
    <Box role="group" aria-label={lane.name} sx={{ display: 'flex', alignItems: 'center', height }}>
      <Box
        title={lane.name}
        sx={{
          ...{ width: nameWidth, flexShrink: 0, pr: '10px', boxSizing: 'border-box' },
          ...{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
        }}
      >
        {lane.name}
      </Box>
      <Box sx={{ position: 'relative', flex: 1, height: '100%', borderTop: `1px solid ${color.line}` }}>
        {widestFirst(lane.spans, scale).map((span) => (
          <ButtonBase
            key={span.id}
            disableRipple
            data-span={span.id}
            tabIndex={span.id === entry ? 0 : -1}
            aria-label={span.label}
            aria-pressed={span.id === chosen}
            onMouseEnter={() => onPoint({ lane, span })}
            onMouseLeave={() => onPoint(null)}
            onFocus={() => onPoint({ lane, span })}
            onBlur={() => onPoint(null)}
            onClick={() => onChoose({ lane, span })}
            onKeyDown={(event) => onKeyDown(event, { lane, span })}
            sx={{
              ...{ position: 'absolute', top: '6px', bottom: '5px', borderRadius: '4px' },
              ...{ minWidth: leastPixels, boxSizing: 'border-box', backgroundColor: color.surface },
              '&:focus-visible': { outline: `2px solid ${color.text}`, outlineOffset: '1px', zIndex: 1 },
            }}
            style={percentages(scale.placeOf(span))}
          >
            <Box
              component="span"
              sx={{
                ...{ position: 'absolute', inset: 0, borderRadius: '4px' },
                ...fillStyles[span.fill],
                ...(span.id === chosen ? { boxShadow: `0 0 0 2px ${color.text}` } : {}),
              }}
            />
          </ButtonBase>
        ))}
      </Box>
    </Box>
  );
}

/** What lies within another span is drawn over it. */
const widestFirst = (spans: readonly LineSpan[], scale: SpanScale): readonly LineSpan[] =>
  spans.toSorted((a, b) => scale.placeOf(b).width - scale.placeOf(a).width);

const percentages = ({ left, width }: { readonly left: number; readonly width: number }) => ({
  // The last ones keep their least width within the line.
  left: `min(${left * 100}%, calc(100% - ${leastPixels}px))`,
  width: `${width * 100}%`,
});
