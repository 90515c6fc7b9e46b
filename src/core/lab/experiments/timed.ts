import { EtcdeckError } from '../../../contract/failure.ts';

/** What came of a call, and how long it took. */
export type Timed<T> = { readonly ms: number } & (
  | { readonly answer: T; readonly failure: null }
  | { readonly answer: null; readonly failure: EtcdeckError }
);

/** Makes a call and measures it. Its failure is what is measured too; a bug is thrown. */
export async function timed<T>(call: () => Promise<T>): Promise<Timed<T>> {
  const start = performance.now();
  try {
    const answer = await call();
    return { ms: performance.now() - start, answer, failure: null };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return { ms: performance.now() - start, answer: null, failure: error };
  }
}
