import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toasts } from '../state/toasts.ts';
import { InApp } from '../testing/InApp.tsx';
import { scriptedApi } from '../testing/scripted-api.ts';
import { useDroppedFiles } from './use-dropped-files.ts';

beforeEach(() => toasts.update(() => []));
afterEach(cleanup);

function Page() {
  useDroppedFiles();
  return <main>page</main>;
}

async function drop(nativeDialogs: boolean, types: readonly string[]): Promise<boolean> {
  render(
    <InApp api={scriptedApi({}, { nativeDialogs })}>
      <Page />
    </InApp>,
  );
  const event = createEvent.drop(await screen.findByRole('main'));
  Object.defineProperty(event, 'dataTransfer', { value: { types } });
  fireEvent(screen.getByRole('main'), event);
  return event.defaultPrevented;
}

it('stays on the page in a browser, and says how to open the file', async () => {
  expect(await drop(false, ['Files'])).toBe(true);
  expect(toasts.get().map(({ text }) => text)).toEqual(['A browser does not say where a dropped file is.']);
});

it('leaves a file to the desktop, and text to whoever takes it', async () => {
  expect(await drop(true, ['Files'])).toBe(false);
  cleanup();
  expect(await drop(false, ['text/plain'])).toBe(false);
  expect(toasts.get()).toEqual([]);
});
