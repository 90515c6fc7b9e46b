import type { ShownSource } from './source.tsx';

/** The moment that a source's past is held against: a cluster goes on, a file has ended. */
export const latestWords = ({ connection }: Pick<ShownSource, 'connection'>): string =>
  connection === null ? 'the latest' : 'now';
