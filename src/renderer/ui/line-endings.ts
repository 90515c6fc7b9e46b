/** Whether two texts differ in their line endings at most: an editor keeps only one kind in a text. */
export const sameButLineEndings = (a: string, b: string): boolean =>
  a === b || a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n');
