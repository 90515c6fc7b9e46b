import { createServer, get } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openActingApp } from '../../testing/acting-app.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { cluster as farCluster, open, startSshWorld, trusting, way } from '../../testing/ssh-world.ts';
import { hasSshd, withoutSshd } from '../../testing/sshd.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { memberList } from '../etcd/cluster.ts';
import { findFreePorts } from '../sandbox/free-ports.ts';
import type { ScrapedMember } from './metrics-places.ts';
import { scrapeMembers } from './scrape-members.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Serves what another program, or a hostile one, would: a text for each path. */
async function serving(texts: Readonly<Record<string, string>>, status = 200): Promise<string> {
  const server = createServer(({ url = '' }, answer) => {
    const text = texts[url];
    answer.writeHead(text === undefined ? 404 : status, { 'content-type': 'text/plain' });
    answer.end(text ?? 'not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return `http://127.0.0.1:${address.port}`;
}

const readText = (url: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.once('end', () => resolve(text));
    }).once('error', reject);
  });

describe('a member with metrics URLs', () => {
  let cluster: TestCluster;
  let metricsURL: string;
  let member: ScrapedMember;
  let made: TestConnection;
  beforeAll(async () => {
    const [port] = await findFreePorts(1);
    metricsURL = `http://127.0.0.1:${port}`;
    cluster = await startCluster({ args: [`--listen-metrics-urls=${metricsURL}`] });
    made = openConnection(cluster.target());
    const [only] = (await memberList(made.client)).members;
    if (only === undefined) throw new Error('the cluster has a member');
    member = { ...only, endpoint: only.clientURLs[0] ?? null, failure: null };
  });
  afterAll(async () => {
    made?.close();
    await cluster?.close();
  });

  /** The connection as another would hold it: nothing is known yet. */
  const held = (metricsURLs: readonly string[] = []): OpenConnection => {
    const connection = made.open.require(made.id);
    return { ...connection, profile: { ...connection.profile, metricsURLs } };
  };
  const aMember = (endpoint: string | null): ScrapedMember => ({ ...member, endpoint, clientURLs: [] });
  const scrapeOne = async (connection: OpenConnection, asked: ScrapedMember) =>
    (await scrapeMembers(connection, [asked]))[0];

  it('is read at its client URL, once for all who ask within five seconds', async () => {
    const connection = held();
    const [one, other] = await Promise.all([scrapeOne(connection, member), scrapeOne(connection, member)]);
    expect(one).toMatchObject({ member: member.id, url: member.endpoint, failure: null });
    expect(one?.sample?.series.get('etcd_server_has_leader')?.[0]?.value).toBe(1);
    expect(other?.sample).toBe(one?.sample);
    expect((await scrapeOne(connection, member))?.sample).toBe(one?.sample);
  });

  it('is read where its command line says when the client URL has none', async () => {
    const vars = await readText(`${member.endpoint}/debug/vars`);
    const endpoint = await serving({ '/debug/vars': vars });
    expect(await scrapeOne(held(), aMember(endpoint))).toMatchObject({ url: metricsURL, failure: null });
  });

  it('is read at the connection’s metrics URLs, by the id that they say', async () => {
    const dead = `http://127.0.0.1:${(await findFreePorts(1))[0]}`;
    const others = await Promise.all([
      serving({ '/metrics': 'etcd_server_has_leader 1\netcd_server_id{server_id="abc"} 1' }),
      serving({ '/metrics': 'etcd_server_has_leader 1' }),
      serving({ '/metrics': 'go_goroutines 1' }),
      serving({ '/metrics': 'etcd_server_has_leader 1' }, 503),
    ]);
    const connection = held([...others, dead, metricsURL]);
    expect(await scrapeOne(connection, aMember(dead))).toMatchObject({ url: metricsURL, failure: null });
    const nobody = await scrapeOne(held([...others, dead]), aMember(dead));
    expect(nobody).toMatchObject({
      url: dead,
      failure: { code: 'ConnectionRefused', member: member.id },
      sample: null,
    });
    expect(await scrapeOne(held([metricsURL]), aMember(null))).toMatchObject({ url: metricsURL, failure: null });
  });

  it('is a row with its failure where nothing has its metrics', async () => {
    const failureAt = async (texts: Readonly<Record<string, string>>, status = 200) =>
      (await scrapeOne(held(), aMember(await serving(texts, status))))?.failure;
    expect(await failureAt({})).toMatchObject({ code: 'NoMetrics', message: 'it answers with the status 404' });
    expect(await failureAt({ '/metrics': '<html>' })).toMatchObject({ code: 'NoMetrics' });
    expect(await failureAt({ '/metrics': 'etcd_server_id{server_id="abc"} 1' })).toMatchObject({
      code: 'NoMetrics',
      message: 'it has the metrics of abc',
    });
    expect(await failureAt({ '/metrics': 'etcd_x 1\n'.repeat(1_000_000) })).toMatchObject({ code: 'AnswerTooLarge' });
    const notStarted = {
      ...aMember(null),
      failure: { code: 'Unavailable', message: 'not started', retry: true },
    } as const;
    expect((await scrapeOne(held(), notStarted))?.failure).toMatchObject({
      code: 'Unavailable',
      message: 'not started',
    });
    expect((await scrapeOne(held(), aMember(null)))?.failure).toMatchObject({ code: 'Unavailable' });
  });

  it('is not looked for on this machine by the word of a member that is elsewhere', async () => {
    const asked: string[] = [];
    const connection = { ...held(), get: recording(held(), asked) };
    const lured = {
      cmdline: ['etcd', '--listen-metrics-urls=http://127.0.0.1:1,https://10.9.9.9:2381,http://0.0.0.0:7'],
    };
    const get = recording(held(), asked, JSON.stringify(lured));
    await scrapeMembers({ ...connection, get }, [aMember('https://10.1.1.1:2379')]);
    expect(asked.filter((url) => !url.startsWith('https://10.1.1.1:2379/')).sort()).toEqual([
      'http://10.1.1.1:7/metrics plain=false',
      'https://10.9.9.9:2381/metrics plain=false',
    ]);
  });

  it('leaves those who stop waiting', async () => {
    const stop = new AbortController();
    const scraping = scrapeMembers(held(), [member], stop.signal);
    stop.abort();
    await expect(scraping).rejects.toMatchObject({ code: 'Cancelled' });
  });
});

/** Records what is asked, and answers only for the command line. */
function recording(connection: OpenConnection, asked: string[], vars = '{}'): OpenConnection['get'] {
  return async (url, bounds) => {
    asked.push(`${url} plain=${bounds.allowsPlain === true}`);
    if (!url.endsWith('/debug/vars')) return await connection.get('http://127.0.0.1:1/metrics', bounds);
    return { status: 200, contentType: 'application/json', body: new TextEncoder().encode(vars) };
  };
}

if (!hasSshd) console.warn(withoutSshd);
startSshWorld();
describe.skipIf(!hasSshd)('members behind an SSH host', () => {
  it('are read through it, at client URLs by mutual TLS and at metrics URLs in clear', async () => {
    const [port] = await findFreePorts(1);
    const metricsURL = `http://127.0.0.1:${port}`;
    const beside = await startCluster({ tls: 'mutual', args: [`--listen-metrics-urls=${metricsURL}`] });
    closing.push(() => beside.close());
    const registry = await trusting();
    const opened = await open(registry, farCluster.draft({ ssh: way() }));
    closing.push(() => opened.close());
    const rows = (await memberList(opened.connection.client)).members.map((one) => ({
      ...one,
      endpoint: null,
      failure: null,
    }));
    const samples = await scrapeMembers(opened.connection, rows);
    expect(samples.map(({ url, failure }) => [url, failure])).toEqual(rows.map(({ clientURLs: [url] }) => [url, null]));

    const other = await open(registry, beside.draft({ ssh: way(), metricsURLs: [`${metricsURL}/metrics`] }));
    closing.push(() => other.close());
    const [only] = (await memberList(other.connection.client)).members;
    if (only === undefined) throw new Error('the cluster has a member');
    const elsewhere = { ...only, endpoint: null, clientURLs: [], failure: null };
    expect(await scrapeMembers(other.connection, [elsewhere])).toMatchObject([{ url: metricsURL, failure: null }]);
  });
});

it('asks nobody else for the metrics of a connection in use', async () => {
  const cluster = await startCluster({ tls: 'mutual' });
  closing.push(() => cluster.close());
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  for await (const notice of app.api.metrics.follow({ connection: app.connection })) {
    if (notice.kind !== 'scrape') continue;
    expect(notice.scrape.members).toMatchObject([{ url: cluster.endpoints[0], failure: null }]);
    break;
  }
});
