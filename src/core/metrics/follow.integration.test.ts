import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricsNotice, Scrape } from '../../contract/metrics.ts';
import { type ActingApp, openActingApp } from '../../testing/acting-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';

/** Follows until `isEnough`, and returns all notices. */
async function followed(
  app: ActingApp,
  isEnough: (notices: readonly MetricsNotice[]) => boolean,
): Promise<readonly MetricsNotice[]> {
  const notices: MetricsNotice[] = [];
  for await (const notice of app.api.metrics.follow({ connection: app.connection })) {
    notices.push(notice);
    if (isEnough(notices)) return notices;
  }
  throw new Error('it ended');
}

const scrapesIn = (notices: readonly MetricsNotice[]): readonly Scrape[] =>
  notices.flatMap((notice) =>
    notice.kind === 'history' ? notice.scrapes : notice.kind === 'scrape' ? [notice.scrape] : [],
  );

describe('three members over mutual TLS', () => {
  let cluster: TestCluster;
  let app: ActingApp;
  beforeAll(async () => {
    cluster = await startCluster({ members: 3, tls: 'mutual' });
    app = await openActingApp(cluster);
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  it('give every figure, marks of a new leader and of own acts, and share one poll', async () => {
    const client = new EtcdClient(cluster.target());
    const [follower] = await app.followers();
    const key = new TextEncoder().encode('a');
    const busy = setInterval(() => void put(client, { key, value: key }).catch(() => undefined), 20);
    try {
      const both = Promise.all([
        followed(
          app,
          (notices) => notices.filter(({ kind }) => kind === 'mark').length >= 2 && scrapesIn(notices).length >= 2,
        ),
        followed(app, (notices) => scrapesIn(notices).length >= 2),
      ]);
      const id = follower?.id;
      if (id === undefined) throw new Error('there is a follower');
      await app.act(app.api.plans.planMoveLeader({ connection: app.connection, member: id }));
      const [notices, others] = await both;
      const [first, second] = scrapesIn(others);
      expect(scrapesIn(notices).slice(0, 2)).toEqual([first, second]);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(4_900);
      expect(first?.members.map(({ failure }) => failure)).toEqual([null, null, null]);
      expect(first?.members.every(({ values }) => values.fsyncP99 === undefined)).toBe(true);
      for (const { values } of second?.members ?? []) {
        expect(values).toMatchObject({ hasLeader: 1, proposalsPending: expect.any(Number), quota: 2 * 1024 ** 3 });
        expect(values.proposalsApplied).toBeGreaterThan(1);
        expect(values.memory).toBeGreaterThan(1_000_000);
        expect(values.applyLag).toBeLessThan(5_000);
      }
      const marks = notices.flatMap((notice) =>
        notice.kind === 'mark' ? [notice.mark] : notice.kind === 'history' ? notice.marks : [],
      );
      expect(marks).toContainEqual({ at: expect.any(Number), kind: 'leader', member: id });
      expect(marks).toContainEqual(expect.objectContaining({ kind: 'act', act: 'moveLeader' }));
    } finally {
      clearInterval(busy);
      client.close();
    }
    // What is kept comes first, and the next scrape keeps its distance.
    const again = await followed(app, (notices) => notices.length >= 2);
    expect(again[0]).toMatchObject({ kind: 'history', scrapes: expect.arrayContaining([expect.anything()]) });
    const times = scrapesIn(again).map(({ at }) => at);
    expect(times.length).toBeGreaterThanOrEqual(3);
    times.slice(1).forEach((at, place) => {
      expect(at - (times[place] ?? 0)).toBeGreaterThanOrEqual(4_900);
    });
  });

  it('go on while one is frozen, which is a row with its failure', async () => {
    const frozen = cluster.members.at(-1);
    const id = (await app.rowOf(frozen?.name ?? '')).id;
    frozen?.freeze();
    try {
      const notices = await followed(app, (soFar) =>
        scrapesIn(soFar.slice(1)).some(({ members }) => members.some(({ failure }) => failure !== null)),
      );
      const { members } = scrapesIn(notices).at(-1) ?? { members: [] };
      expect(members.filter(({ failure }) => failure === null).map(({ values }) => values.hasLeader)).toEqual([1, 1]);
      expect(members.find(({ failure }) => failure !== null)).toMatchObject({
        member: id,
        url: frozen?.endpoint,
        failure: { code: expect.stringMatching(/^(ConnectTimeout|DeadlineExceeded)$/), member: id },
        values: {},
      });
    } finally {
      frozen?.thaw();
    }
    await followed(app, (soFar) =>
      scrapesIn(soFar.slice(1)).some(({ members }) => members.every(({ failure }) => failure === null)),
    );
  });

  it('ends with the connection', async () => {
    const other = await openActingApp(cluster);
    const stream = other.api.metrics.follow({ connection: other.connection })[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ kind: 'history', scrapes: [], marks: [] });
    const rest = (async () => {
      while ((await stream.next()).done !== true);
    })();
    await other.leave(other.connection);
    await rest;
    await other.close();
  });
});
