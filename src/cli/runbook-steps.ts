import type { RunbookStep } from '../contract/recovery.ts';
import { joined, type Printable, printableLine, words } from '../core/terminal/printable.ts';

/** Returns a step of a runbook as JSON. */
export const stepJson = ({ host, commands, notes }: RunbookStep): unknown => ({
  ...{ host, commands },
  note: notes.join(' '),
});

/** Returns the steps of a runbook for people: where, what to know, and the lines. */
export function stepsText(steps: readonly RunbookStep[]): Printable {
  const texts = steps.map(({ host, commands, notes }, at) => {
    const said = notes.map((note) => words`- ${printableLine(note)}\n`);
    const lines = commands.map((line) => words`    ${printableLine(line)}\n`);
    return words`\n${at + 1}. ${host === 'here' ? 'Here' : `On ${host}`}\n${joined(said)}${joined(lines)}`;
  });
  return joined(texts);
}
