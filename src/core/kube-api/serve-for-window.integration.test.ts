import { access } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { KubeApiNotice } from '../../contract/kube-api.ts';
import { accessOf, ask } from '../../testing/kubernetes/raw-client.ts';
import { type ServedRegistry, sampleFile, serveSnapshot } from '../../testing/kubernetes/served-registry.ts';
import { listeners } from '../../testing/tcp-listeners.ts';

let world: ServedRegistry;
beforeAll(async () => {
  world = await serveSnapshot(sampleFile);
}, 60_000);
afterAll(() => world?.close());

const request = () => ({ source: world.source, registry: world.registry, reveal: false });

it('serves a window until it leaves, and names each request', async () => {
  const notices = world.api.kubeApi.serve(request())[Symbol.asyncIterator]();
  const first: KubeApiNotice | undefined = (await notices.next()).value;
  if (first?.kind !== 'serving') throw new Error('it is not served');
  const { url, kubeconfig, lines } = first.access;
  expect(lines[0]).toContain(`--kubeconfig ${kubeconfig}`);
  const reached = accessOf(kubeconfig);
  expect(reached.url.origin).toBe(url);
  expect((await ask(reached, '/api/v1/namespaces/kube-system')).status).toBe(200);
  const next: KubeApiNotice | undefined = (await notices.next()).value;
  expect(next).toMatchObject({
    kind: 'request',
    request: { method: 'GET', path: '/api/v1/namespaces/kube-system', status: 200 },
  });
  await notices.return?.();
  await expect(access(kubeconfig)).rejects.toMatchObject({ code: 'ENOENT' });
  // A kept connection would be reset, not refused.
  const anew = { agent: false } as const;
  await expect(ask(reached, '/api/v1/namespaces', anew)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it.runIf(process.platform === 'linux')('listens on one port of 127.0.0.1, and only while it serves', async () => {
  const before = await listeners();
  const notices = world.api.kubeApi.serve(request())[Symbol.asyncIterator]();
  const first: KubeApiNotice | undefined = (await notices.next()).value;
  if (first?.kind !== 'serving') throw new Error('it is not served');
  const port = Number(new URL(first.access.url).port).toString(16).toUpperCase().padStart(4, '0');
  const opened = (await listeners()).filter((address) => !before.includes(address));
  expect(opened).toEqual([`0100007F:${port}`]);
  await notices.return?.();
  expect(await listeners()).toEqual(before);
});

it('is refused where nothing of Kubernetes is stored', async () => {
  const elsewhere = { ...request(), registry: Buffer.from('/elsewhere/') };
  const notices = world.api.kubeApi.serve(elsewhere)[Symbol.asyncIterator]();
  await expect(notices.next()).rejects.toMatchObject({ code: 'KeyNotFound' });
});
