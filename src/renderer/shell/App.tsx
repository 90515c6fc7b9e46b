import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure.ts';
import type { Client } from '../../contract/wire/client.ts';
import { ApiProvider } from '../state/api.tsx';
import { BackendGone } from './BackendGone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { ShownScreen } from './ShownScreen.tsx';

/** The host's side of the wire: core, and word of its end. */
export type Backend = Pick<Client, 'api' | 'onDidClose'>;

/** The whole window, on either host. */
export function App({ backend, queries }: { readonly backend: Backend; readonly queries: QueryClient }) {
  const [closed, setClosed] = useState<Failure | null>(null);
  useEffect(() => backend.onDidClose((failure) => setClosed(failure.toFailure())), [backend]);
  return (
    <>
      <ErrorBoundary>
        <ApiProvider api={backend.api}>
          <QueryClientProvider client={queries}>
            {closed === null ? null : <BackendGone failure={closed} />}
            <ShownScreen />
          </QueryClientProvider>
        </ApiProvider>
      </ErrorBoundary>
      <LeaveGuard />
    </>
  );
}
