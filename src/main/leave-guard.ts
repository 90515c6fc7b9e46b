import { type BrowserWindow, MessageChannelMain, type MessagePortMain } from 'electron';
import { LEAVE_QUESTION, LEAVING, STAYING, WAS_ASKED } from '../contract/wire/handover.ts';

/**
 * How long a page may take to close, or to ask the operator; after that it counts as hanging, and its window closes.
 */
export const HUNG_MS = 15_000;

/**
 * Lets a window with unsaved edits close or reload only when the operator confirms: Electron lets a page prevent its
 * unloading without asking. Whatever the page's state, the window closes after a bound.
 */
export function guardLeaving(window: BrowserWindow, onStay: () => void): void {
  const { webContents } = window;
  let isClosing = false;
  let mayLeave = false;
  let question: MessagePortMain | null = null;
  /** Timers that run until the page has said whether it may be unloaded, and until it has asked the operator. */
  let unloading: NodeJS.Timeout | undefined;
  let unasked: NodeJS.Timeout | undefined;

  const leave = (how: 'close' | 'reload'): void => {
    mayLeave = true;
    if (how === 'close') window.close();
    else webContents.reload();
  };
  const end = (): void => {
    clearTimeout(unasked);
    question?.close();
    question = null;
  };
  const ask = (how: 'close' | 'reload'): void => {
    const { port1, port2 } = new MessageChannelMain();
    question = port1;
    port1.on('message', ({ data }) => {
      if (question !== port1) return;
      if (data === WAS_ASKED) clearTimeout(unasked);
      else if (data === LEAVING || data === STAYING) {
        end();
        if (data === LEAVING) leave(how);
        else onStay();
      }
    });
    // The page that was asked is gone.
    port1.on('close', () => {
      if (question === port1) end();
    });
    port1.start();
    unasked = setTimeout(() => {
      end();
      leave(how);
    }, HUNG_MS);
    webContents.postMessage(LEAVE_QUESTION, how, [port2]);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  window.on('close', () => {
    isClosing = true;
    clearTimeout(unloading);
    unloading = setTimeout(() => window.destroy(), HUNG_MS);
  });
  window.on('closed', () => {
    clearTimeout(unloading);
    end();
  });
  // A reloaded page has not been asked yet.
  webContents.on('did-navigate', () => {
    end();
    mayLeave = false;
  });
  webContents.on('will-prevent-unload', (event) => {
    const how = isClosing ? 'close' : 'reload';
    isClosing = false;
    clearTimeout(unloading);
    if (mayLeave) {
      mayLeave = false;
      // Unloads the page despite its refusal.
      event.preventDefault();
      return;
    }
    if (question === null) ask(how);
    else window.focus();
  });
}
