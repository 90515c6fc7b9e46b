import { matchesShortcut } from './shortcut.ts';

/** Monaco waits for a second key after this one, and the window never hears of it. */
const taken = 'Mod+K';

/** Lets the window have the key that opens everything, though the focus is in an editor. */
export function leaveChordsToTheWindow(box: HTMLElement): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (!matchesShortcut(event, taken)) return;
    event.stopPropagation();
    event.preventDefault();
    window.dispatchEvent(new KeyboardEvent('keydown', event));
  };
  box.addEventListener('keydown', listener, { capture: true });
  return () => box.removeEventListener('keydown', listener, { capture: true });
}
