import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { DiffEditor } from './DiffEditor.tsx';

vi.unmock('./DiffEditor.tsx');
vi.mock('./load-monaco.ts', () => ({ loadMonacoCore: async () => undefined }));
vi.mock('./MonacoDiffEditor.tsx', () => ({
  MonacoDiffEditor: ({ showsAll }: { readonly showsAll: boolean }) => <div>{showsAll ? 'all' : 'a part'}</div>,
}));

afterEach(cleanup);

const show = (lines: number) => {
  const text = Array.from({ length: lines }, (_, at) => `line ${at}`).join('\n');
  const titles = { beforeTitle: 'Before', afterTitle: 'After', label: 'What changed' };
  render(<DiffEditor {...titles} before={text} after={`${text}!`} language="plaintext" height={200} />);
};

it('shows lines that are left out by the keyboard too', async () => {
  show(40);
  await screen.findByText('a part');
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await screen.findByText('all');
  expect(screen.getByRole('button', { name: 'All lines', pressed: true })).toBe(document.activeElement);
});

it('has no button for it where nothing is left out', async () => {
  show(8);
  await screen.findByText('a part');
  expect(screen.queryByRole('button')).toBeNull();
});
