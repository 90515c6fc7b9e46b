import type { Plan } from './plans.ts';

/** A consequence as a sentence, and how grave it is. */
export interface ConsequenceWords {
  readonly tone: 'info' | 'warn' | 'bad';
  readonly words: string;
}

type Figures = Plan['figures'];

/** Returns the words of a consequence from a plan's figures. */
export type WordsOf = (figures: Figures) => ConsequenceWords;

/** Returns a figure as it is written, or `otherwise` where the plan has none. */
export const said = (figures: Figures, name: string, write: (figure: number) => string, otherwise: string): string => {
  const figure = figures[name];
  return typeof figure === 'number' ? write(figure) : (figure ?? otherwise);
};
