import type { NotUnderstood } from './commands.ts';
import type { ShellToken } from './shell-tokens.ts';

/** Problems and notes of a line while it is read. */
export class LineRemarks {
  readonly problems: NotUnderstood[] = [];
  readonly notes: string[] = [];

  /** Notes what is not understood. With `isSecret` the part itself is not repeated. */
  problem(place: Pick<ShellToken, 'start' | 'text'>, reason: string, isSecret = false): void {
    if (this.problems.length >= mostRemarks) return;
    this.problems.push({ at: place.start + 1, text: isSecret ? '•••' : shownPart(place.text), reason });
  }

  note(text: string): void {
    if (this.notes.length < mostRemarks && !this.notes.includes(text)) this.notes.push(text);
  }
}

const mostRemarks = 8;
const mostShown = 60;

/** Returns a part of a line as it is repeated: short, on one line, without what cannot be seen. */
export function shownPart(text: string): string {
  const plain = text.slice(0, mostShown + 1).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]/gu, '�');
  return plain.length > mostShown ? `${plain.slice(0, mostShown)}…` : plain;
}
