import { useEffect, useRef } from 'react';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { useStreamFold } from '../../state/use-stream.ts';
import { noMetrics, withNotice } from './metrics-window.ts';

const retryAfterMs = 5_000;

/** Follows the metrics of the open connection's members while the component is mounted. */
export function useMetrics() {
  const api = useApi();
  const { id, hasEnded } = useConnection();
  const following = useStreamFold({
    key: id,
    open: (signal) => api.metrics.follow({ connection: id }, { signal }),
    initial: noMetrics,
    fold: withNotice,
    retryAfterMs,
  });
  // A connection that is opened again is another one to core.
  const { restart } = following;
  const hadEnded = useRef(hasEnded);
  useEffect(() => {
    if (hadEnded.current && !hasEnded) restart();
    hadEnded.current = hasEnded;
  }, [hasEnded, restart]);
  return following;
}
