import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { TabStrip } from './TabStrip.tsx';

afterEach(cleanup);

it('is walked with the arrow keys, and closed with Delete', async () => {
  const user = userEvent.setup();
  const onActivate = vi.fn();
  const onClose = vi.fn();
  const tabs = [
    { id: '1', title: 'one', label: '/one' },
    { id: '2', title: 'two', label: '/two', isDirty: true },
  ];
  render(<TabStrip label="Open things" tabs={tabs} active="1" onActivate={onActivate} onClose={onClose} />);
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: '/one', selected: true }));
  await user.keyboard('{ArrowLeft}');
  expect(onActivate).toHaveBeenCalledWith('2');
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: '/two, not saved' }));
  await user.keyboard('{Delete}');
  expect(onClose).toHaveBeenCalledWith('2');
});
