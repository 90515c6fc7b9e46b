import { expect, it } from 'vitest';
import { formatShortcut, matchesShortcut } from './shortcut.ts';

const press = (key: string, held: Partial<KeyboardEventInit> = {}): KeyboardEvent =>
  new KeyboardEvent('keydown', { key, ...held });

it('takes the modifiers asked for, and no others', () => {
  expect(matchesShortcut(press('k', { ctrlKey: true }), 'Mod+K')).toBe(true);
  expect(matchesShortcut(press('k'), 'Mod+K')).toBe(false);
  expect(matchesShortcut(press('k', { ctrlKey: true, shiftKey: true }), 'Mod+K')).toBe(false);
  expect(matchesShortcut(press('k', { ctrlKey: true, altKey: true }), 'Mod+K')).toBe(false);
  expect(matchesShortcut(press('K', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+K')).toBe(true);
});

it('takes a sign however this keyboard makes it', () => {
  expect(matchesShortcut(press('?', { shiftKey: true }), '?')).toBe(true);
  expect(matchesShortcut(press('?'), '?')).toBe(true);
  expect(matchesShortcut(press('?', { ctrlKey: true }), '?')).toBe(false);
});

it('prints keys as they stand on the keyboard', () => {
  expect(formatShortcut('Mod+Shift+P')).toBe('Ctrl Shift P');
});
