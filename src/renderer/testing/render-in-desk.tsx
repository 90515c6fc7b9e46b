import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Api } from '../../contract/api.ts';
import { theme } from '../app/theme.ts';
import { ApiProvider } from '../state/api.tsx';
import { createQueryClient } from '../state/query.ts';
import { SettingsProvider, useLoadSettings } from '../state/settings.tsx';

/** Renders a screen as the desk does: with its api, settings and theme around it. */
export function renderInDesk(api: Api, content: ReactNode): RenderResult {
  return render(
    <ThemeProvider theme={theme}>
      <ApiProvider api={api}>
        <QueryClientProvider client={createQueryClient()}>
          <WithSettings>{content}</WithSettings>
        </QueryClientProvider>
      </ApiProvider>
    </ThemeProvider>,
  );
}

function WithSettings({ children }: { readonly children: ReactNode }) {
  const { surroundings } = useLoadSettings();
  return surroundings === null ? null : <SettingsProvider value={surroundings}>{children}</SettingsProvider>;
}
