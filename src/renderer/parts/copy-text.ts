import { showToast } from '../state/toasts.ts';

/** Puts a text on the clipboard and says so. */
export function copyText(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => showToast({ tone: 'ok', text: `Copied the ${what}.` }),
    () => showToast({ tone: 'warn', text: 'The clipboard is not available.' }),
  );
}
