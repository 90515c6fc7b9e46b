import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { showGuide } from '../../state/guide.ts';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { openWindow } from '../../state/route.ts';
import { DialogFrame } from '../../ui/DialogFrame.tsx';
import { WindowIcon } from '../../ui/icons.tsx';
import { color } from '../../ui/tokens.ts';
import { Guide } from './Guide.tsx';

/** The guide over a screen, at the page that was asked for. */
export function GuideDialog({ place }: { readonly place: GuidePlace }) {
  const [before, setBefore] = useState<readonly GuidePlace[]>([]);
  const close = (): void => showGuide(null);
  const go = (to: GuidePlace): void => {
    setBefore([...before, place]);
    showGuide(to);
  };
  const last = before.at(-1);
  const back = (to: GuidePlace): void => {
    setBefore(before.slice(0, -1));
    showGuide(to);
  };
  const inOwnWindow = (): void => {
    openWindow({ screen: 'guide', ...place });
    close();
  };
  return (
    <DialogFrame
      isOpen
      title="Guide"
      width={1_120}
      onClose={close}
      actions={
        <Button startIcon={<WindowIcon />} onClick={inOwnWindow}>
          Open in a window of its own
        </Button>
      }
    >
      <Box
        sx={{
          display: 'flex',
          height: 'calc(100vh - 200px)',
          m: '0 -20px -16px',
          borderTop: `1px solid ${color.line}`,
        }}
      >
        <Guide place={place} onGo={go} onBack={last === undefined ? null : () => back(last)} onLeave={close} />
      </Box>
    </DialogFrame>
  );
}
