/** As many as one looks through; a tool that prints more is read in its own log. */
const mostLines = 1_000;

/** Returns the last lines of a log with one more. */
export const withLine = (lines: readonly string[], line: string): readonly string[] => [
  ...lines.slice(-(mostLines - 1)),
  line,
];
