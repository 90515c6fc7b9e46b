import Box from '@mui/material/Box';
import { ThemeButton } from '../../parts/theme/ThemeButton.tsx';
import type { GuidePlace } from '../../state/guide-pages.ts';
import { goTo } from '../../state/route.ts';
import { LogoIcon } from '../../ui/icons.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { color } from '../../ui/tokens.ts';
import { Guide } from './Guide.tsx';

const go = (place: GuidePlace): void => goTo({ screen: 'guide', ...place });

/** The guide in a window of its own, to be read beside what one does. Its address is the place that is read. */
export function GuideScreen({ place }: { readonly place: GuidePlace }) {
  return (
    <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column', bgcolor: color.surface }}>
      <TopBar>
        <Box sx={{ color: color.accent }}>
          <LogoIcon size={22} />
        </Box>
        <Box component="h1" sx={{ flex: 1, m: 0, fontSize: 'inherit', fontWeight: 650 }}>
          etcdeck guide
        </Box>
        <ThemeButton />
      </TopBar>
      <Box component="main" sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
        <Guide place={place} onGo={go} onBack={null} onLeave={() => undefined} />
      </Box>
    </Box>
  );
}
