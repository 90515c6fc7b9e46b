import { nothing } from './schema.ts';

/** The requests of `UpdatesApi`, checked. */
export const updatesRequests = { news: nothing };
