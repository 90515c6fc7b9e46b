/**
 * Keys joined by `+`, as in `Mod+Shift+P`; `Mod` is Command on a Mac and Ctrl elsewhere. The last part is the key's
 * `KeyboardEvent.key`, letters in upper case.
 */
export type Shortcut = string;

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

/** Whether this key press is that shortcut, no more and no fewer modifiers held. */
export function matchesShortcut(event: KeyboardEvent, shortcut: Shortcut): boolean {
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  const pressed = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  if (pressed !== key) return false;
  const has = (part: string): boolean => parts.slice(0, -1).includes(part);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  // A printed sign such as `?` may need Shift on this keyboard and not on the next.
  const isSign = key.length === 1 && !/[A-Z0-9]/.test(key);
  return mod === has('Mod') && !other && event.altKey === has('Alt') && (isSign || event.shiftKey === has('Shift'));
}

const printed: Readonly<Record<string, string>> = isMac
  ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩', Escape: 'Esc' }
  : { Mod: 'Ctrl', Escape: 'Esc' };

export const formatShortcut = (shortcut: Shortcut): string =>
  shortcut
    .split('+')
    .map((part) => printed[part] ?? part)
    .join(isMac ? '' : ' ');

/** The same for `aria-keyshortcuts`. */
export const ariaShortcut = (shortcut: Shortcut): string => shortcut.replace('Mod', isMac ? 'Meta' : 'Control');
