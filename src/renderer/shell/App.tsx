import Box from '@mui/material/Box';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import { ApiProvider } from '../state/api.tsx';
import type { Backend } from '../state/backend.ts';
import { BackendGone } from './BackendGone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { ShownScreen } from './ShownScreen.tsx';

/** The whole window, on either host. */
export function App({
  backend,
  queries,
}: {
  readonly backend: Pick<Backend, 'api' | 'onDidClose' | 'answersAgain'>;
  readonly queries: QueryClient;
}) {
  const [closed, setClosed] = useState<Failure | null>(null);
  useEffect(() => backend.onDidClose((failure) => setClosed(failure.toFailure())), [backend]);
  return (
    <>
      <ErrorBoundary>
        <ApiProvider api={backend.api}>
          <QueryClientProvider client={queries}>
            <Box sx={{ height: '100%', display: 'flex', flexDirection: 'column' }}>
              {closed === null ? null : <BackendGone failure={closed} answersAgain={backend.answersAgain} />}
              <Box sx={{ flex: 1, minHeight: 0 }}>
                <ShownScreen />
              </Box>
            </Box>
          </QueryClientProvider>
        </ApiProvider>
      </ErrorBoundary>
      <LeaveGuard />
    </>
  );
}
