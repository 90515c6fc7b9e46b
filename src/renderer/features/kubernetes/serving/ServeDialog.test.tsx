import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { KubeApiApi, KubeApiNotice } from '../../../../contract/kube-api.ts';
import { toasts } from '../../../state/toasts.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { kubernetesApi, registry } from '../../../testing/kubernetes-builders.ts';
import { fedStream } from '../../../testing/scripted-api.ts';
import { KubernetesScreen } from '../KubernetesScreen.tsx';
import { stopServing } from './servings.ts';

afterEach(() => {
  stopServing(anOpenConnection().id);
  toasts.update(() => []);
  cleanup();
});

const kubeconfig = '/home/ops/kube-api/6443.kubeconfig';
const kubectl = `kubectl --kubeconfig ${kubeconfig} get pods -A`;
const serving: KubeApiNotice = {
  kind: 'serving',
  access: { url: 'https://127.0.0.1:6443', kubeconfig, lines: [kubectl, `k9s --kubeconfig ${kubeconfig} --readonly`] },
};
const asked: KubeApiNotice = {
  kind: 'request',
  request: {
    ...{ at: 1_000, method: 'GET', path: '/api/v1/pods?limit=500', userAgent: 'kubectl/v1.37.2' },
    ...{ isWatch: false, status: 200, tookMs: 12, bytes: 4_096 },
  },
};

async function aDialog() {
  const notices = fedStream<KubeApiNotice>();
  const serve = vi.fn<KubeApiApi['serve']>((_request, options) => notices.open(options?.signal));
  render(
    <InWorkbench api={kubernetesApi({}, {}, { kubeApi: { serve } })}>
      <KubernetesScreen />
    </InWorkbench>,
  );
  await userEvent.click(await screen.findByRole('button', { name: 'Serve to kubectl…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Serve to kubectl' });
  return { notices, serve, dialog };
}

it('serves the registry as it is shown, and says how it is reached and what is asked', async () => {
  const { notices, serve, dialog } = await aDialog();
  expect(dialog.textContent).toContain('as it is now, and goes on');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  expect(serve.mock.lastCall?.[0]).toMatchObject({ registry: registry.prefix, reveal: false });
  await within(dialog).findByText('Starting');
  notices.push(serving);
  expect((await within(dialog).findByRole('group', { name: 'the line for kubectl' })).textContent).toBe(kubectl);
  expect(within(dialog).getByText('Nobody has asked yet')).toBeDefined();
  notices.push(asked);
  const requests = within(dialog).getByRole('grid', { name: 'Requests' });
  expect(await within(requests).findByText('GET /api/v1/pods?limit=500')).toBeDefined();
});

it('goes on behind other screens, and ends when it is stopped', async () => {
  const { notices, dialog } = await aDialog();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  notices.push(serving);
  await within(dialog).findByRole('group', { name: 'the line for kubectl' });
  await userEvent.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) ?? dialog);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(notices.stopped()).toBe(0);
  await userEvent.click(screen.getByRole('button', { name: 'Served to kubectl' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop serving' }));
  expect(notices.stopped()).toBe(1);
  expect(screen.getByRole('button', { name: 'Serve' })).toBeDefined();
});

it('answers Secrets as they are only where that was chosen, and goes on saying so', async () => {
  const { serve, dialog } = await aDialog();
  await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Answer the data of Secrets as they are' }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  expect(serve.mock.lastCall?.[0]).toMatchObject({ reveal: true });
  expect(await within(dialog).findByText('Secrets in clear')).toBeDefined();
});

it('says why it is not served, and can be tried again', async () => {
  const { notices, serve, dialog } = await aDialog();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  notices.fail(new EtcdeckError({ code: 'DiskFull', message: 'no space left on device' }));
  expect((await within(dialog).findByRole('alert')).textContent).toContain('full');
  expect(toasts.get()).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  expect(serve).toHaveBeenCalledTimes(2);
});

it('says on every screen when it ends by itself', async () => {
  const { notices, dialog } = await aDialog();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Serve' }));
  notices.push(serving);
  await within(dialog).findByRole('group', { name: 'the line for kubectl' });
  notices.fail(new EtcdeckError({ code: 'Internal', message: 'the server has ended by itself' }));
  await waitFor(() =>
    expect(toasts.get().map(({ text }) => text)).toEqual(['Kubernetes’ tools are not served any more']),
  );
});
