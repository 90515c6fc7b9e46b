import { type Printable, words } from '../core/terminal/printable.ts';
import type { Invocation } from './invocation.ts';

/** Asks the operator; anything but yes is no. */
export async function isYes({ console, signal }: Invocation, question: Printable): Promise<boolean> {
  const answer = await console.ask(words`${question} [y/N] `, signal);
  return answer !== null && /^y(es)?$/i.test(answer.trim());
}
