import { z } from 'zod';
import type { SettingsApi } from '../../contract/settings.ts';
import type { UpdateNews, UpdatesApi } from '../../contract/updates.ts';
import type { Ports } from '../ports.ts';
import { readDocument, updateDocument } from '../settings/document.ts';
import { askFeed } from './ask-feed.ts';
import { feedSource } from './feed-source.ts';
import { isNewer } from './signed-feed.ts';

const dayMs = 24 * 60 * 60_000;

/** What the document keeps of the last time. What makes no sense counts as never. */
const known = z.object({
  askedAt: z.number().int().nonnegative().nullable().catch(null),
  newest: z
    .object({ version: z.string().max(20), released: z.string().max(10), notes: z.string().max(500).nullable() })
    .nullable()
    .catch(null),
  fault: z.enum(['unreachable', 'malformed', 'unsigned', 'expired']).nullable().catch(null),
});
type Known = z.infer<typeof known>;

interface UpdatesParts {
  readonly ports: Pick<Ports, 'version' | 'resourcesFolder' | 'openStore' | 'clock'>;
  readonly settings: SettingsApi;
  /** For tests: the feed itself. */
  readonly ask?: typeof askFeed;
}

/** News of newer versions, for an operator who wants them: nothing is asked without, and once a day at most. */
export function createUpdates({ ports, settings, ask = askFeed }: UpdatesParts): UpdatesApi {
  const store = ports.openStore('updates');
  return {
    async news(): Promise<UpdateNews> {
      const source = await feedSource(ports.resourcesFolder);
      const { looksForUpdates: isOn } = await settings.get({});
      if (source === null || !isOn) return { hasFeed: source !== null, isOn, askedAt: null, newer: null, fault: null };
      const now = ports.clock.now();
      const mayAsk = await updateDocument(store, (document) => {
        const { askedAt } = known.parse(document);
        // A clock that was set back is no reason to wait.
        const isDue = askedAt === null || now - askedAt >= dayMs || askedAt > now;
        return { document: isDue ? { ...document, askedAt: now } : document, result: isDue };
      });
      if (!mayAsk) return news(known.parse(readDocument(store)));
      const answer = await ask(source, now);
      return await updateDocument(store, (document) => {
        const before = known.parse(document);
        const after: Known =
          typeof answer === 'string' ? { ...before, fault: answer } : { ...before, newest: answer, fault: null };
        return { document: { ...document, ...after }, result: news(after) };
      });
    },
  };

  function news({ askedAt, newest, fault }: Known): UpdateNews {
    const newer = newest !== null && isNewer(newest.version, ports.version) ? newest : null;
    return { hasFeed: true, isOn: true, askedAt, newer, fault };
  }
}
