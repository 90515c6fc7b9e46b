import type { QueryClient } from '@tanstack/react-query';
import type { Api } from '../../contract/api.ts';
import { connectionsQuery } from './connections.ts';
import { createQueryClient } from './query.ts';
import { hostQuery, settingsQuery } from './settings.tsx';

/** How long the first screen waits for all of its answers; later ones are shown as they come. */
const TOGETHER_MS = 100;

/** Asks for what every screen begins with, before there is one. `answered` resolves with the answers, or soon without them. */
export function askAtStart(api: Api): { readonly queries: QueryClient; readonly answered: Promise<unknown> } {
  const queries = createQueryClient();
  const answers = Promise.all([
    queries.prefetchQuery(hostQuery(api)),
    queries.prefetchQuery(settingsQuery(api)),
    queries.prefetchQuery(connectionsQuery(api)),
  ]);
  const enough = new Promise((resolve) => setTimeout(resolve, TOGETHER_MS));
  return { queries, answered: Promise.race([answers, enough]) };
}
