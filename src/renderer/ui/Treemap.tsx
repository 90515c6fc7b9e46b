import Box from '@mui/material/Box';
import { useMemo, useState } from 'react';
import { color, tint } from './tokens.ts';
import { layOutTreemap, type TreemapPart, type TreemapTile, titleHeight } from './treemap-layout.ts';
import { useWidth } from './use-width.ts';

/** As wide as this until it stands. */
const widthAtFirst = 1200;
const highest = 300;
/** Narrower than this a name cannot be read. */
const narrowest = 56;

const cut = (text: string, pixels: number): string => {
  const letters = Math.floor(pixels / 6.4);
  return text.length <= letters ? text : `${text.slice(0, Math.max(0, letters - 1))}…`;
};

/** What takes how much, as areas. A table with the same numbers belongs beside it: this one is for the eye. */
export function Treemap(props: {
  readonly label: string;
  readonly parts: readonly TreemapPart[];
  readonly format: (amount: number) => string;
  readonly onOpen?: (part: TreemapPart) => void;
}) {
  const { label, parts, format, onOpen } = props;
  const [stands, figure] = useWidth();
  const width = stands ?? widthAtFirst;
  const height = Math.min(highest, Math.round(width / 4));
  const { groups, tiles } = useMemo(() => layOutTreemap(parts, width, height), [parts, width, height]);
  const [under, setUnder] = useState<TreemapTile | null>(null);
  return (
    <Box ref={figure} component="figure" sx={{ m: 0 }}>
      <Box
        component="svg"
        role="img"
        aria-label={`${label}: ${groups.map(({ name, amount }) => `${name} ${format(amount)}`).join(', ')}`}
        viewBox={`0 0 ${width} ${height}`}
        onPointerLeave={() => setUnder(null)}
        sx={{ display: 'block', width: '100%', borderRadius: '6px' }}
      >
        {tiles.map((tile) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a short way for the pointer; the table beside it has the keyboard's.
          <g
            key={tile.id}
            onPointerEnter={() => setUnder(tile)}
            onClick={() => onOpen?.(tile)}
            style={{ cursor: onOpen === undefined ? 'default' : 'pointer' }}
          >
            <rect
              x={tile.x}
              y={tile.y}
              width={tile.width}
              height={tile.height}
              style={{ fill: tint(color.accent, tile === under ? 38 : 22) }}
            />
            {tile.width < narrowest || tile.height < 16 ? null : (
              <text x={tile.x + 5} y={tile.y + 13} fontSize={11} style={{ fill: color.text }}>
                {cut(tile.name, tile.width - 10)}
              </text>
            )}
          </g>
        ))}
        {groups.map((group) => (
          <g key={group.name}>
            <rect x={group.x} y={group.y} width={group.width} height={titleHeight} style={{ fill: color.raised }} />
            {group.width < narrowest ? null : (
              <text x={group.x + 5} y={group.y + 13} fontSize={11} fontWeight={600} style={{ fill: color.text }}>
                {cut(`${group.name}  ${format(group.amount)}`, group.width - 10)}
              </text>
            )}
          </g>
        ))}
      </Box>
      <Box component="figcaption" sx={{ color: color.muted, fontSize: '0.75rem', minHeight: 20, pt: '4px' }}>
        {under === null ? label : `${under.group} / ${under.name}: ${format(under.amount)}`}
      </Box>
    </Box>
  );
}
