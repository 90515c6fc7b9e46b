import type { KubeApiApi, KubeApiNotice } from '../../contract/kube-api.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { KubeApi } from './kube-api.ts';

/** Serves for a window: until it stops reading, or the source is closed. */
export const serveForWindow = (kubeApi: KubeApi): KubeApiApi => ({
  serve: ({ source, registry, reveal }, options) =>
    stoppable(options?.signal, async function* (stopped): AsyncGenerator<KubeApiNotice, void> {
      const kubeconfig = { kind: 'own', file: null } as const;
      const running = await kubeApi.start({ source, registry, reveal, port: 0, kubeconfig });
      try {
        const { url, kubeconfig: file, lines } = running;
        yield { kind: 'serving', access: { url, kubeconfig: file, lines } };
        for await (const request of running.requests(stopped)) yield { kind: 'request', request };
        if (!stopped.aborted) await running.ended;
      } finally {
        await running.stop();
      }
    }),
});
