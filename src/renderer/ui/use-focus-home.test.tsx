import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useRef, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { keepsFocus, useFocusHome } from './use-focus-home.ts';

afterEach(cleanup);

const listOf = (region: HTMLElement): HTMLElement | null => region.querySelector<HTMLElement>('[role="grid"]');

/** A list, and what is chosen of it beside: its button asks, and then it is gone, or the button is disabled. */
function Screen({ after }: { readonly after: 'gone' | 'disabled' }) {
  const region = useRef<HTMLElement>(null);
  useFocusHome(region, listOf);
  const [isAsking, setAsking] = useState(false);
  const [isDeleted, setDeleted] = useState(false);
  return (
    <>
      <button type="button">Elsewhere</button>
      <main ref={region}>
        {/* biome-ignore lint/a11y/useSemanticElements: a list of ours is one. */}
        <div role="grid" tabIndex={0} aria-label="List" />
        {isDeleted && after === 'gone' ? null : (
          <button type="button" disabled={isDeleted} onClick={() => setAsking(true)}>
            Delete
          </button>
        )}
      </main>
      <ConfirmDialog
        title="Delete it?"
        confirm="Yes"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setDeleted(true);
          setAsking(false);
        }}
      >
        For good.
      </ConfirmDialog>
    </>
  );
}

it.each(['gone', 'disabled'] as const)('is the list once what asked for a dialog is %s', async (after) => {
  render(<Screen after={after} />);
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Yes' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('grid', { name: 'List' })));
});

it('is what had the focus where that is still there', async () => {
  render(<Screen after="gone" />);
  await userEvent.click(screen.getByRole('button', { name: 'Delete' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Delete' }));
});

/** A list, and an editor beside: Enter in it asks, and then it shows another text in another element. */
function Editor() {
  const region = useRef<HTMLElement>(null);
  useFocusHome(region, listOf);
  const [text, setText] = useState('One');
  const [isAsking, setAsking] = useState(false);
  return (
    <main ref={region}>
      {/* biome-ignore lint/a11y/useSemanticElements: a list of ours is one. */}
      <div role="grid" tabIndex={0} aria-label="List" />
      <section {...keepsFocus} tabIndex={-1} aria-label="Editor">
        <input key={text} aria-label={text} onKeyDown={({ key }) => key === 'Enter' && setAsking(true)} />
      </section>
      <ConfirmDialog
        title="Show another?"
        confirm="Yes"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setText('Two');
          setAsking(false);
        }}
      >
        In its place.
      </ConfirmDialog>
    </main>
  );
}

it('is what keeps the focus for an element that was replaced', async () => {
  render(<Editor />);
  await userEvent.type(screen.getByRole('textbox', { name: 'One' }), '{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: 'Yes' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Editor' })));
});
