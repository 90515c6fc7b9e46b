import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { linkLine, type PictureLayout } from './picture-layout.ts';

/** What a pointer meets of links: wide and unseen. The table of messages has every link for the keyboard. */
export function LinkHits(props: {
  readonly frame: LabFrame;
  readonly layout: PictureLayout;
  readonly width: number;
  readonly height: number;
  readonly onPoint: (link: { readonly from: string; readonly to: string } | null) => void;
  readonly onSelect: (link: { readonly from: string; readonly to: string }) => void;
}) {
  const { frame, layout, width, height, onPoint, onSelect } = props;
  return (
    <svg
      role="img"
      aria-label="Links between members; the tab Messages lists them"
      width={width}
      height={height}
      style={{ position: 'absolute', inset: 0 }}
    >
      {frame.links.map(({ from, to }) => {
        const [a, b] = [layout.places.get(from), layout.places.get(to)];
        if (a === undefined || b === undefined) return null;
        const [start, end] = linkLine(a, b, layout.card);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the same can be done in the table of messages.
          <line
            key={`${from}\n${to}`}
            data-link={`${from} to ${to}`}
            x1={start.x}
            y1={start.y}
            x2={end.x}
            y2={end.y}
            stroke="transparent"
            strokeWidth={9}
            style={{ pointerEvents: 'stroke', cursor: 'pointer' }}
            onMouseEnter={() => onPoint({ from, to })}
            onMouseLeave={() => onPoint(null)}
            onClick={() => onSelect({ from, to })}
          />
        );
      })}
    </svg>
  );
}
