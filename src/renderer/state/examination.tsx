import { createContext, type ReactNode, useContext } from 'react';
import type { Examination } from '../../contract/doctor.ts';
import { useApi } from './api.tsx';
import { useConnection } from './connection.tsx';
import { type StreamState, useStream } from './use-stream.ts';

type Following = StreamState<Examination | null> & { readonly restart: () => void };

const ExaminationContext = createContext<Following | null>(null);

/** Follows what is found about the cluster, once for all parts of its screen, for as long as that is shown. */
export function ExaminationProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { id } = useConnection();
  const following = useStream({
    key: id,
    open: (signal) => api.doctor.follow({ connection: id }, { signal }),
    retryAfterMs: 5_000,
  });
  return <ExaminationContext value={following}>{children}</ExaminationContext>;
}

/** Returns what was found, or `null` outside of the cluster's screen. */
export const useExamination = (): Following | null => useContext(ExaminationContext);
