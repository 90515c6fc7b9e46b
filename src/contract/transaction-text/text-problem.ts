/** Something in a text that is not understood. Lines and columns count from 1, columns in UTF-16 units. */
export interface TextProblem {
  readonly line: number;
  readonly column: number;
  /** Why, as a sentence. */
  readonly reason: string;
}

/** A part of a line that is not understood, by its offset from 0. */
export class LineProblem extends Error {
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}
