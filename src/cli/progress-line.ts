import { type Printable, words } from '../core/terminal/printable.ts';
import type { Console } from './console.ts';
import type { Format } from './global-flags.ts';

/** Progress on stderr: one line written over and over. Silent in a pipe, and with JSON. */
export interface ProgressLine {
  show(text: Printable): void;
  /** Shows the last progress, even just after another. */
  finish(text: Printable): void;
  /** Ends the line, so that what follows begins its own. */
  end(): void;
}

const intervalMs = 100;

/** Returns a progress line on stderr. */
export function createProgressLine(
  console: Pick<Console, 'isScreen' | 'tell'>,
  format: Format,
  now = Date.now,
): ProgressLine {
  const isSeen = console.isScreen && format !== 'json';
  let shownAt = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  const finish = (text: Printable): void => {
    if (!isSeen) return;
    shownAt = now();
    // Erases to the end of the line: the next text may be shorter.
    console.tell(words`\r${text}\u001b[K`);
    isOpen = true;
  };
  return {
    show(text) {
      if (now() - shownAt >= intervalMs) finish(text);
    },
    finish,
    end() {
      if (isOpen) console.tell(words`\n`);
      isOpen = false;
    },
  };
}
