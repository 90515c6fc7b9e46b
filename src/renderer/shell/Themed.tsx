import CssBaseline from '@mui/material/CssBaseline';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ThemeProvider } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { pageStyles, theme, themeStyles } from '../parts/theme/theme.ts';
import { tokenStyles } from '../ui/tokens.ts';

/** The product's theme around its children; before the settings are known, the theme shown last. */
export function Themed({ children }: { readonly children: ReactNode }) {
  return (
    <ThemeProvider
      theme={theme}
      defaultMode="system"
      modeStorageKey="etcdeck.theme"
      disableTransitionOnChange
      disableStyleSheetGeneration={document.getElementById(themeStyles) !== null}
    >
      <CssBaseline />
      <GlobalStyles styles={[tokenStyles, pageStyles]} />
      {children}
    </ThemeProvider>
  );
}
