import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { LabInfo } from '../../../contract/lab.ts';
import type { SandboxInfo } from '../../../contract/sandbox.ts';
import { guideShown, showGuide } from '../../state/guide.ts';
import { anyLab, labStart, showLabStart } from '../../state/lab-start.ts';
import { afterSandbox, overlay, showOverlay } from '../../state/overlay.ts';
import { useStore } from '../../state/store.ts';
import { InApp } from '../../testing/InApp.tsx';
import { scriptedApi } from '../../testing/scripted-api.ts';
import { GuideDialog } from './GuideDialog.tsx';

afterEach(cleanup);
beforeEach(() => {
  window.location.hash = '';
  showOverlay(null);
  showGuide({ page: 'etcd-in-ten-minutes', anchor: null });
});

function Shown() {
  const place = useStore(guideShown);
  return place === null ? null : <GuideDialog place={place} />;
}

async function aGuide(sandboxes: readonly ConnectionId[] = [], labs: readonly ConnectionId[] = []) {
  const list = vi.fn(async () => sandboxes.map((connection) => ({ connection }) as SandboxInfo)); // what is read of it
  const lab = { list: async () => labs.map((connection) => ({ connection }) as LabInfo) }; // the same
  render(
    <InApp api={scriptedApi({ sandbox: { list }, lab })}>
      <Shown />
    </InApp>,
  );
  return within(await screen.findByLabelText('etcd in ten minutes'));
}

it('goes from page to page and back', async () => {
  const article = await aGuide();
  fireEvent.click(article.getByText('When TLS is broken'));
  await screen.findByLabelText('When TLS is broken');
  fireEvent.click(screen.getByText('Failures', { selector: 'nav a' }));
  fireEvent.click(within(await screen.findByLabelText('Failures')).getByText('NoSpace'));
  const failure = await screen.findByLabelText('NoSpace');
  expect(failure.textContent).toContain('ends with 1: the answer is bad');
  fireEvent.click(screen.getByText('Back'));
  await screen.findByLabelText('Failures');
});

it('finds words, and leads to their heading', async () => {
  await aGuide();
  const search = (value: string) => fireEvent.change(screen.getByLabelText('Search the guide'), { target: { value } });
  search('who proves tls');
  fireEvent.click(await screen.findByText('etcd in ten minutes: Who proves what by TLS'));
  expect(guideShown.get()).toEqual({ page: 'etcd-in-ten-minutes', anchor: 'who-proves-what-by-tls' });
  search('xyzzy');
  await screen.findByText('No section has all of these words.');
});

it('opens screens of the connection that is shown', async () => {
  window.location.hash = '#/open/prod/keys';
  const article = await aGuide();
  fireEvent.click(article.getByText('Metrics', { selector: 'button' }));
  await waitFor(() => expect(window.location.hash).toBe('#/open/prod/cluster/metrics'));
  expect(guideShown.get()).toBeNull();
});

it('opens screens of the sandbox that runs, and offers one where none does', async () => {
  const running = 'sandbox-1' as ConnectionId; // an id is any text
  let article = await aGuide([running]);
  fireEvent.click(article.getByText('Watches', { selector: 'button' }));
  await waitFor(() => expect(window.location.hash).toBe('#/open/sandbox-1/watches'));

  cleanup();
  window.location.hash = '';
  showGuide({ page: 'etcd-in-ten-minutes', anchor: null });
  article = await aGuide();
  fireEvent.click(article.getByText('Watches', { selector: 'button' }));
  await waitFor(() => expect(overlay.get()).toBe('sandbox'));
  expect(afterSandbox.get()).toEqual({ place: 'watches', focus: null });
});

it('opens the lab of its own window, and elsewhere offers one, whatever else runs', async () => {
  const lab = 'sandbox-lab-1' as ConnectionId; // an id is any text
  window.location.hash = '#/open/sandbox-lab-1/keys';
  let article = await aGuide();
  fireEvent.click(article.getByText('quorum lab', { selector: 'button' }));
  await waitFor(() => expect(window.location.hash).toBe('#/open/sandbox-lab-1/lab'));

  cleanup();
  window.location.hash = '';
  showGuide({ page: 'etcd-in-ten-minutes', anchor: null });
  article = await aGuide([], [lab]);
  fireEvent.click(article.getByText('quorum lab', { selector: 'button' }));
  await waitFor(() => expect(labStart.get()).toEqual(anyLab));
  showLabStart(null);
});

it('says that there is no page of a name, and shows the others', async () => {
  showGuide({ page: 'no-such-page', anchor: null });
  render(
    <InApp api={scriptedApi({})}>
      <Shown />
    </InApp>,
  );
  await screen.findByText('The guide has no such page');
  fireEvent.click(screen.getByText('Keys', { selector: 'nav a' }));
  await screen.findByLabelText('Keys', { selector: 'article' });
});
