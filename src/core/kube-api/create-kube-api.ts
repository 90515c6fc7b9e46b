import type { KubeApi, KubeApiParts, RunningKubeApi } from './kube-api.ts';

/** Serves Kubernetes APIs, each in a thread of its own: this one only reads for it, page by page. */
export function createKubeApi(parts: KubeApiParts): KubeApi {
  const running = new Set<RunningKubeApi>();
  return {
    async start(request) {
      // Certificates and YAML are more than any window needs to begin with.
      const { serveKubeApi } = await import('./serve-kube-api.ts');
      const started = await serveKubeApi(parts, request);
      running.add(started);
      const forget = (): void => void running.delete(started);
      started.ended.then(forget, forget);
      return started;
    },
    async close() {
      await Promise.all([...running].map((one) => one.stop()));
    },
  };
}
