import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MemberId } from '../../../src/contract/ids.ts';
import type { Scrape } from '../../../src/contract/metrics.ts';
import { memberList } from '../../../src/core/etcd/cluster.ts';
import { ratesBetween } from '../../../src/core/metrics/member-figures.ts';
import { MetricsHistory } from '../../../src/core/metrics/metrics-history.ts';
import { MetricsPlaces, type ScrapedMember } from '../../../src/core/metrics/metrics-places.ts';
import type { MetricsSample } from '../../../src/core/metrics/prometheus-text.ts';
import { openConnection } from '../../../src/testing/open-connection.ts';
import { median } from '../samples.mjs';
import type { Figure } from '../table.mjs';

const rounds = 40;
const hour = 720;
const turns = 30;
const megabyte = 1_000_000;

/** Measures scraping each of these members, and keeping an hour of all of them. */
export async function* measureScrapes(endpoints: readonly string[]): AsyncGenerator<Figure> {
  const { open, id, client, close } = openConnection({ endpoints, tls: null, user: null, password: null });
  try {
    const members = (await memberList(client)).members.map((one) => ({
      ...one,
      endpoint: one.clientURLs[0] ?? null,
      failure: null,
    }));
    const places = new MetricsPlaces(open.require(id));
    yield await scraping(places, members);
    yield* await keeping(places, members);
  } finally {
    close();
  }
}

async function scraping(places: MetricsPlaces, members: readonly ScrapedMember[]): Promise<Figure> {
  const last = new Map<MemberId, MetricsSample>();
  const own: number[] = [];
  const reference: number[] = [];
  let bytes = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const member of members) {
      const startedAt = performance.now();
      const { sample } = await places.scrape(member);
      ratesBetween(last.get(member.id) ?? null, sample);
      own.push(performance.now() - startedAt);
      last.set(member.id, sample);
      const readAt = performance.now();
      bytes = await onlyRead(`${member.endpoint}/metrics`);
      reference.push(performance.now() - readAt);
    }
  }
  const note = `median of ${own.length}, slowest ${Math.max(...own).toFixed(0)} ms; ${(bytes / 1_000).toFixed(0)} kB; reference: only read`;
  return {
    name: 'scrape and parse, a member',
    unit: 'ms',
    value: median(own),
    target: 15,
    reference: median(reference),
    note,
  };
}

/** Reads an answer and throws it away; resolves with its size. */
function onlyRead(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Uint8Array) => {
        bytes += part.length;
      });
      answer.once('end', () => resolve(bytes));
    }).once('error', reject);
  });
}

async function keeping(places: MetricsPlaces, members: readonly ScrapedMember[]): Promise<readonly Figure[]> {
  const first = await Promise.all(members.map((member) => places.scrape(member)));
  const second = await Promise.all(members.map((member) => places.scrape(member)));
  const scrapeAt = (number: number): Scrape => ({
    at: number * 5_000,
    members: second.map(({ url, sample }, place) => {
      const figures = ratesBetween(first[place]?.sample ?? null, sample);
      // Round trips come every half minute, and are kept for each peer.
      const peers = members.filter((_, other) => other !== place).map(({ id }) => ({ to: id, p99: number / 1_000 }));
      return { member: members[place]?.id ?? ('' as MemberId), url, failure: null, values: figures.values, peers };
    }),
  });
  const fill = (keep: (scrape: Scrape) => void): void => {
    for (let number = 1; number <= hour; number += 1) keep(scrapeAt(number));
  };
  // Once before, so that no code is made or dropped while it is measured.
  fill(() => undefined);
  const history = new MetricsHistory();
  // The latest scrape of each member is kept whole, for the next rates.
  const latest: MetricsSample[] = [];
  const value = await heldBy(async () => {
    for (const member of members) latest.push((await places.scrape(member)).sample);
    fill((scrape) => history.add(scrape));
  });
  const plain: Scrape[] = [];
  const reference = await heldBy(async () => fill((scrape) => void plain.push(scrape)));
  const note = `of ${latest.length} members, ${history.newestScrape} scrapes and the latest whole; reference: the same ${plain.length} as objects`;
  return [
    {
      name: 'sixty minutes kept',
      unit: 'MB',
      value: value / megabyte,
      target: 30,
      reference: reference / megabyte,
      note,
    },
  ];
}

/** Returns by how many bytes the memory in use grows. */
async function heldBy(fill: () => Promise<void>): Promise<number> {
  setFlagsFromString('--expose-gc');
  // The context is made after the flag, and so has the function.
  const collect: () => void = runInNewContext('gc');
  const inUse = async (): Promise<number> => {
    // What requests have left behind, and code that was run once, go with later turns.
    for (let turn = 0; turn < turns; turn += 1) {
      await setTimeout(50);
      collect();
    }
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = await inUse();
  await fill();
  return (await inUse()) - before;
}
