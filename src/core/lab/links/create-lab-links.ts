import { MessageChannel } from 'node:worker_threads';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { LabMessageKind } from '../../../contract/lab/frames.ts';
import type { Ports } from '../../ports.ts';
import type { KindOf } from '../../work/job.ts';
import { startJob } from '../../work/workers.ts';
import type { LabLinks, LinkCounts, LinkSetting, ObservedMessage } from '../lab-world.ts';
import type { startLinks } from './links-job.ts';
import type { LinkNews, LinksNews } from './links-news.ts';
import type { PeerIdentity } from './peer-identity.ts';

/** What bytes on their way and the parts of messages may take, with much to spare. */
const linksJob: KindOf<typeof startLinks> = { name: 'labLinks', memory: 512 };

/** Starts the thread of a lab's links. It holds no proxy until members are added. */
export async function createLabLinks(ports: Pick<Ports, 'workerFile' | 'log'>, peers: PeerIdentity): Promise<LabLinks> {
  const news = new MessageChannel();
  const settings = new Map<string, LinkSetting>();
  const counted = new Map<string, Tally>();
  const listeners = new Set<(messages: readonly ObservedMessage[]) => void>();
  const members = new Set<string>();
  const failureListeners = new Set<() => void>();
  let isClosing = false;
  let hasFailed = false;

  news.port1.on('message', (said: LinksNews) => {
    for (const link of said.links) add(tallyOf(link.from, link.to), link);
    if (said.messages.length > 0) for (const listener of [...listeners]) listener(said.messages);
    news.port1.postMessage(null);
  });
  news.port1.on('close', () => {
    if (isClosing) return;
    ports.log.error('A bug', { where: 'lab links', stack: 'their thread has ended by itself' });
    hasFailed = true;
    for (const listener of [...failureListeners]) listener();
  });
  const job = await startJob(ports, linksJob, { peers, news: news.port2 }, { transfer: [news.port2] }).catch(
    (error: unknown) => {
      isClosing = true;
      news.port1.close();
      throw error;
    },
  );

  function requireLinks(): void {
    if (!hasFailed) return;
    const message = "the lab's links have failed: stop this lab, and start another";
    throw new EtcdeckError({ code: 'SandboxFailed', message, operation: 'lab.act' });
  }

  function tallyOf(from: string, to: string): Tally {
    const key = keyOf(from, to);
    let tally = counted.get(key);
    if (tally === undefined) {
      tally = { messages: {}, bytes: 0, lost: 0 };
      counted.set(key, tally);
    }
    return tally;
  }

  return {
    async add(member) {
      requireLinks();
      const url = await job.take({ kind: 'add', member });
      if (url === null) throw new Error('a proxy that was added has a URL');
      members.add(member.name);
      return url;
    },
    async remove(name) {
      members.delete(name);
      for (const key of [...settings.keys()]) if (key.split('/').includes(name)) settings.delete(key);
      if (!hasFailed) await job.take({ kind: 'remove', name });
    },
    async set(from, to, setting) {
      requireLinks();
      await job.take({ kind: 'set', from, to, setting });
      settings.set(keyOf(from, to), setting);
    },
    get: (from, to) => (hasFailed ? cutLink : (settings.get(keyOf(from, to)) ?? openLink)),
    takeCounts() {
      const counts: LinkCounts[] = [];
      for (const from of members) {
        for (const to of members) if (from !== to) counts.push({ from, to, ...tallyOf(from, to) });
      }
      counted.clear();
      return counts;
    },
    onMessages(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onFailure(listener) {
      failureListeners.add(listener);
    },
    async close() {
      isClosing = true;
      listeners.clear();
      await job.finish().catch(() => undefined);
      news.port1.close();
    },
  };
}

const openLink: LinkSetting = { state: 'open', delayMs: 0 };
const cutLink: LinkSetting = { state: 'cut', delayMs: 0 };

interface Tally {
  readonly messages: Partial<Record<LabMessageKind, number>>;
  bytes: number;
  lost: number;
}

/** Names of members have no slash. */
function keyOf(from: string, to: string): string {
  return `${from}/${to}`;
}

function add(tally: Tally, news: LinkNews): void {
  // The keys of an object are what its type says here: it was made with kinds only.
  for (const [kind, count] of Object.entries(news.messages) as [LabMessageKind, number][]) {
    tally.messages[kind] = (tally.messages[kind] ?? 0) + count;
  }
  tally.bytes += news.bytes;
  tally.lost += news.lost;
}
