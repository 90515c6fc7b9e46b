import type { HistoryApi } from '../../contract/history.ts';

/** In work. */
export function createHistory(): HistoryApi {
  const notBuilt = (): never => {
    throw new Error('not built');
  };
  return { timeline: notBuilt, ofKey: notBuilt };
}
