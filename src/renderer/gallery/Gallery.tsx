import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useColorScheme } from '@mui/material/styles';
import Typography from '@mui/material/Typography';
import { useSyncExternalStore } from 'react';
import { color, size } from '../ui/tokens.ts';
import type { GalleryPage, Specimen } from './gallery-page.ts';
import { pages } from './pages.tsx';

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** Every component of ui/ by itself: the address names which, `#/StatusChip`. */
export function Gallery() {
  const name = useSyncExternalStore(subscribe, () => window.location.hash.replace(/^#\/?/, ''));
  const page = pages.find((each) => each.name === name) ?? pages[0];
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '200px minmax(0, 1fr)', height: '100%' }}>
      <Box
        component="nav"
        aria-label="Components"
        sx={{ overflow: 'auto', p: 2, borderRight: `1px solid ${color.line}`, bgcolor: color.surface }}
      >
        <ThemeSwitch />
        <Box component="ul" sx={{ listStyle: 'none', m: 0, mt: 2, p: 0 }}>
          {pages.map((each) => (
            <li key={each.name}>
              <Link
                href={`#/${each.name}`}
                underline="hover"
                {...(each === page ? { 'aria-current': 'page' as const, sx: { fontWeight: 600 } } : {})}
              >
                {each.name}
              </Link>
            </li>
          ))}
        </Box>
      </Box>
      {page === undefined ? null : <PageView key={page.name} page={page} />}
    </Box>
  );
}

function PageView({ page }: { readonly page: GalleryPage }) {
  return (
    <Box
      component="main"
      tabIndex={0}
      sx={{ overflow: 'auto', p: 3, display: 'flex', flexDirection: 'column', gap: 3 }}
    >
      <Typography variant="h1">{page.name}</Typography>
      {page.specimens.map((specimen) => (
        <SpecimenView key={specimen.state} specimen={specimen} />
      ))}
    </Box>
  );
}

function SpecimenView({ specimen: { state, shown, height } }: { readonly specimen: Specimen }) {
  return (
    <Box component="section" aria-label={`State: ${state}`}>
      <Box sx={{ color: color.muted, mb: '4px' }}>{state}</Box>
      <Box
        sx={{
          ...(height === undefined ? { p: 2 } : { height, overflow: 'hidden' }),
          bgcolor: color.surface,
          border: `1px solid ${color.line}`,
          borderRadius: `${size.radius}px`,
        }}
      >
        {shown}
      </Box>
    </Box>
  );
}

function ThemeSwitch() {
  const { mode, setMode } = useColorScheme();
  return (
    <Box role="group" aria-label="Theme" sx={{ display: 'flex', gap: 1 }}>
      {(['light', 'dark'] as const).map((theme) => (
        <Button key={theme} aria-pressed={mode === theme} onClick={() => setMode(theme)}>
          {theme === 'light' ? 'Light' : 'Dark'}
        </Button>
      ))}
    </Box>
  );
}
