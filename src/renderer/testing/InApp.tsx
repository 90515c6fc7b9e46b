import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Api } from '../../contract/api.ts';
import { theme } from '../parts/theme/theme.ts';
import { ApiProvider } from '../state/api.tsx';
import { createQueryClient } from '../state/query.ts';
import { SettingsProvider, useLoadSettings } from '../state/settings.tsx';

/** Renders a screen as the app does: with its API, settings and theme around it. */
export function InApp({ api, children }: { readonly api: Api; readonly children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  return (
    <ThemeProvider theme={theme}>
      <ApiProvider api={api}>
        <QueryClientProvider client={queries}>
          <WithSettings>{children}</WithSettings>
        </QueryClientProvider>
      </ApiProvider>
    </ThemeProvider>
  );
}

function WithSettings({ children }: { readonly children: ReactNode }) {
  const { surroundings } = useLoadSettings();
  return surroundings === null ? null : <SettingsProvider value={surroundings}>{children}</SettingsProvider>;
}
