import { type RefObject, useEffect } from 'react';

/** What a dialog or a menu lies in, beside the page. */
const modal = '.MuiModal-root';

/** Marks what takes the focus for a part of it that is replaced, as the text of an editor is by another. */
export const keepsFocus = { 'data-keeps-focus': '' };

const keeper = '[data-keeps-focus]';

/**
 * Gives the focus to `homeOf` a region once the element that had it there is gone, as the button of a deleted row: without
 * this it falls to the page, and the keyboard begins at its top. What `keepsFocus` around the element comes first. Follows the focus through menus and dialogs over the
 * region, which give it back to what may be gone or disabled by then: a dialog from a menu to the item that was chosen.
 */
export function useFocusHome(
  region: RefObject<HTMLElement | null>,
  homeOf: (region: HTMLElement) => HTMLElement | null,
): void {
  useEffect(() => {
    const within = region.current;
    if (within === null) return;
    let last: HTMLElement | null = null;
    /** What keeps the focus for it. */
    let kept: HTMLElement | null = null;
    /** Whether the focus went on to a dialog, and whether it came back. What the dialog has done may have disabled it. */
    let dialog: 'none' | 'over' | 'left' = 'none';
    const onFocus = ({ target }: FocusEvent): void => {
      if (!(target instanceof HTMLElement)) return;
      if (target === last) dialog = dialog === 'none' ? 'none' : 'left';
      else if (target.closest(modal) !== null) dialog = 'over';
      else {
        dialog = 'none';
        last = within.contains(target) ? target : null;
        kept = last?.closest<HTMLElement>(keeper) ?? null;
      }
    };
    const observer = new MutationObserver(() => {
      if (last === null || document.querySelector(modal) !== null) return;
      const { activeElement } = document;
      const isDisabled = dialog !== 'none' && last.matches('[disabled]');
      if (activeElement !== document.body && activeElement !== null && !(isDisabled && activeElement === last)) return;
      if (last.isConnected && !isDisabled) {
        if (dialog === 'over') last.focus();
        return;
      }
      last = null;
      const home = kept?.isConnected ? kept : homeOf(within);
      home?.focus();
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, [region, homeOf]);
}
