import type { Console } from './console.ts';

/** Progress on stderr: one line written over and over on a screen, a line a second elsewhere. */
export interface ProgressLine {
  show(text: string): void;
  /** Ends the line, so that what follows begins its own. */
  end(): void;
}

const intervalMs = { screen: 100, log: 1_000 } as const;

export function createProgressLine(console: Pick<Console, 'isScreen' | 'tell'>, now = Date.now): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isOpen = false;
  return {
    show(text) {
      if (now() - shownAt < intervalMs[console.isScreen ? 'screen' : 'log']) return;
      shownAt = now();
      // Erases to the end of the line: the next text may be shorter.
      console.tell(console.isScreen ? `\r${text}\u001b[K` : `${text}\n`);
      isOpen = console.isScreen;
    },
    end() {
      if (isOpen) console.tell('\n');
      isOpen = false;
    },
  };
}
