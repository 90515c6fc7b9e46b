import Box from '@mui/material/Box';
import { useState } from 'react';
import { HubNodeView } from './HubNodeView.tsx';
import { HubRows } from './HubRows.tsx';
import type { HubNode } from './hub-node.ts';
import { color } from './tokens.ts';
import { useWidth } from './use-width.ts';

interface HubDrawingProps {
  readonly label: string;
  readonly nodes: readonly HubNode[];
  /** What those that stand apart are. */
  readonly asideLabel: string;
  /** What stands in the place of a hub that is being chosen; `null`: nothing does. */
  readonly vacancy: string | null;
  /** What is said where none is pointed at. */
  readonly invitation: string;
}

/** Wider, the links would be longer than one looks at in one glance. */
const mostWidth = 1_120;
const usualWidth = 720;

/** Things that hang on one of them: circles, names and links. Each can be pointed at, and reached by the keyboard. */
export function HubDrawing({ label, nodes, asideLabel, vacancy, invitation }: HubDrawingProps) {
  const [room, frame] = useWidth();
  const [pointed, setPointed] = useState<string | null>(null);
  const width = Math.min(mostWidth, room ?? usualWidth);
  const hub = nodes.find((node) => node.isHub);
  const others = nodes.filter((node) => node !== hub);
  return (
    <Box ref={frame}>
      <Box role="group" aria-label={label} sx={{ position: 'relative', width, mx: 'auto' }}>
        {hub !== undefined ? (
          <Box sx={{ display: 'flex', justifyContent: 'center' }}>
            <HubNodeView node={hub} width={width} onPoint={setPointed} isNameAbove />
          </Box>
        ) : vacancy === null ? null : (
          <Vacancy text={vacancy} />
        )}
        <HubRows
          nodes={others.filter((node) => !node.isAside)}
          aside={others.filter((node) => node.isAside)}
          asideLabel={asideLabel}
          hasHub={hub !== undefined}
          width={width}
          onPoint={setPointed}
        />
      </Box>
      {/* Two lines are kept free, so that nothing moves under the pointer. */}
      <Box aria-hidden="true" sx={{ mt: 1, minHeight: '2.6em', textAlign: 'center', color: color.muted }}>
        {nodes.find(({ id }) => id === pointed)?.hint ?? invitation}
      </Box>
    </Box>
  );
}

/** The place of a hub while it is chosen. */
function Vacancy({ text }: { readonly text: string }) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'center', pb: 2 }}>
      <Box
        component="span"
        sx={{
          display: 'grid',
          placeItems: 'center',
          minWidth: 92,
          height: 92,
          px: 1,
          borderRadius: '46px',
          border: `2px dashed ${color.warn}`,
          color: color.warn,
          fontSize: '0.75rem',
          fontWeight: 600,
        }}
      >
        {text}
      </Box>
    </Box>
  );
}
