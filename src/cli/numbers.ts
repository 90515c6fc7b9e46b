import { InvalidArgumentError } from 'commander';

/** Returns a parser of whole numbers from `least` on. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`It is a whole number, ${least} or more.`);
  };
}

/** Reads the number of a port. */
export function port(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('It is a port, 0 to 65535.');
}

/** Returns a revision or a version that a file may not say, `null` for the 0 that stands for it. */
export const known = (number: number): number | null => (number === 0 ? null : number);
