import type { MessagePort } from 'node:worker_threads';
import type { StartJob } from '../../work/job.ts';
import { LinkTable } from './link-table.ts';
import type { LinksPart } from './links-news.ts';
import { NewsSender } from './news-sender.ts';
import type { PeerIdentity } from './peer-identity.ts';
import { type PeerProxy, startPeerProxy } from './peer-proxy.ts';

/** What the thread of a lab's links is started with. */
export interface LinksParams {
  readonly peers: PeerIdentity;
  /** Where the host hears what passed. */
  readonly news: MessagePort;
}

/** Holds the proxies of a lab until it is finished with. */
export const startLinks: StartJob<LinksParams, LinksPart, string | null, void> = ({ peers, news }) => {
  const table = new LinkTable();
  const sender = new NewsSender(news, table);
  const proxies = new Map<string, PeerProxy>();
  const remove = async (name: string): Promise<void> => {
    const proxy = proxies.get(name);
    proxies.delete(name);
    table.forget(name);
    await proxy?.close();
  };
  return {
    async take(part) {
      if (part.kind === 'set') {
        table.link(part.from, part.to).set(part.setting);
        return null;
      }
      if (part.kind === 'remove') {
        await remove(part.name);
        return null;
      }
      // A member that comes with another port keeps how its links are set.
      await proxies.get(part.member.name)?.close();
      const proxy = await startPeerProxy(part.member, { peers, table });
      proxies.set(part.member.name, proxy);
      return proxy.url;
    },
    async finish() {
      sender.close();
      await Promise.all([...proxies.keys()].map(remove));
      news.close();
    },
  };
};
