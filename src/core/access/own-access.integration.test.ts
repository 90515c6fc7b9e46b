import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../contract/key-source.ts';
import { etcdsApart } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { askWhoIsServed } from '../connections/first-calls.ts';
import { Pulse } from '../connections/held/pulse.ts';
import { createJournal } from '../journal/create-journal.ts';
import { createKeys } from '../keyspace/create-keys.ts';
import { createSources } from '../keyspace/create-sources.ts';
import { createCluster } from '../members/create-cluster.ts';
import { createAccess } from './create-access.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => new TextDecoder().decode(some);
const clock = { now: () => Date.now() };

const seed = ['/app/a', '/app/deep/b', '/apple', '/drop/x', '/one', '/one-more', '/registry/pods/p', 'bare'];
const roles = [
  'role add odd',
  'role grant-permission odd readwrite /one',
  'role grant-permission odd write --prefix=true /drop/',
  'user add limited:limitedpw',
  'user grant-role limited app-reader',
  'user grant-role limited odd',
  'user add idle:idlepw',
];

// What a user may ask differs between versions.
describe.each(etcdsApart().map((binaries) => ({ version: binaries.version, binaries })))(
  'a user of etcd $version who may do little',
  ({ binaries }) => {
    let cluster: TestCluster;
    const opened: TestConnection[] = [];

    beforeAll(async () => {
      cluster = await startCluster({ binaries, tls: 'mutual', auth: true });
      for (const key of seed) await cluster.etcdctl('put', key, 'v');
      for (const line of roles) await cluster.etcdctl(...line.split(' '));
    });
    afterAll(async () => {
      for (const connection of opened) connection.close();
      await cluster?.close();
    });

    const hold = (target: Parameters<TestCluster['target']>[0]) => {
      const connection = openConnection(cluster.target(target));
      opened.push(connection);
      const ports = testPorts(tmpdir());
      const access = createAccess(connection.open, { clock });
      const journal = createJournal(ports);
      const sources = createSources({ open: connection.open, permissions: access.permissions, journal }, ports).open;
      const keys = createKeys(connection.open, sources, plainValues, ports, journal);
      const source = liveKeys(connection.id);
      return { connection, own: () => access.api.own({ connection: connection.id }), keys, source };
    };
    const limited = () => hold({ user: 'limited', password: 'limitedpw' });
    const byCertificate = async (commonName: string) => {
      const { tls } = cluster.target();
      const issued = await cluster.authority?.issue({ commonName, usage: 'client' });
      if (tls === null || issued === undefined) throw new Error('the cluster speaks no TLS');
      return hold({ user: null, password: null, tls: { ...tls, cert: issued.certPem, key: issued.keyPem } });
    };

    it('learns its own ranges', async () => {
      const access = await limited().own();
      expect(access).toMatchObject({ kind: 'limited', user: 'limited', isOfCertificate: false, complete: true });
      const ranges = access.kind === 'limited' ? access.ranges : [];
      const said = ranges.map(({ role, key, end, canRead, canWrite }) => [
        ...[role, text(key), end === null ? null : text(end)],
        `${canRead ? 'r' : ''}${canWrite ? 'w' : ''}`,
      ]);
      expect(said).toEqual([
        ['app-reader', '/app/', '/app0', 'r'],
        ['odd', '/drop/', '/drop0', 'w'],
        ['odd', '/one', '/one\0', 'rw'],
      ]);
      expect(await hold({}).own()).toEqual({ kind: 'whole', user: 'root' });
      expect(await hold({ user: 'idle', password: 'idlepw' }).own()).toMatchObject({ kind: 'limited', ranges: [] });
    });

    it('is whom the client certificate names, where no user is given', async () => {
      const reader = await byCertificate('reader');
      expect(await reader.own()).toMatchObject({ kind: 'limited', user: 'reader', isOfCertificate: true });
      const bounds = { timeoutMs: 5_000, signal: undefined };
      const asked = (connection: TestConnection) => {
        const { certificateName } = connection.open.require(connection.id);
        const [endpoint = ''] = cluster.endpoints;
        return askWhoIsServed(connection.client, endpoint, { user: null, certificateName }, bounds);
      };
      expect(await asked(reader.connection)).toBe('let in as reader, the name in the client certificate');
      const nobody = await byCertificate('nobody');
      const unknown = { code: 'CertificateUserUnknown', detail: { user: 'nobody' } };
      expect(await nobody.own()).toMatchObject({ kind: 'unknown', failure: unknown });
      await expect(asked(nobody.connection)).rejects.toMatchObject(unknown);
      const request = { source: nobody.source, prefix: bytes('/app/'), delimiter: bytes('/'), after: null, limit: 9 };
      await expect(gather(nobody.keys.children(request))).rejects.toMatchObject(unknown);
      await expect(nobody.keys.get({ source: nobody.source, key: bytes('/one'), reveal: false })).rejects.toMatchObject(
        unknown,
      );
      const nameless = await byCertificate('');
      await expect(asked(nameless.connection)).rejects.toMatchObject({ code: 'UserEmpty' });
      // A user without permissions still learns that the cluster answers, and its revision.
      const reading = await new Pulse(nobody.connection.client).read(cluster.endpoints[0] ?? '', bounds);
      expect(reading.revision).toBeGreaterThan(seed.length);
    });

    it('sees of a level what it may read, at one revision, and is told that it is a part', async () => {
      const { keys, source } = limited();
      const level = async (prefix: string, more: object = {}) => {
        const request = { source, prefix: bytes(prefix), delimiter: bytes('/'), after: null, limit: 100, ...more };
        const pages = await gather(keys.children(request));
        const rows = pages.flatMap(({ children }) =>
          children.map((child) => text(child.kind === 'folder' ? child.prefix : child.meta.key)),
        );
        expect(new Set(pages.map(({ revision }) => revision)).size).toBe(1);
        return { rows, isPartial: pages.at(-1)?.isPartial ?? false, complete: pages.at(-1)?.complete };
      };
      expect(await level('')).toEqual({ rows: ['/'], isPartial: true, complete: true });
      expect(await level('/')).toEqual({ rows: ['/app/', '/one'], isPartial: true, complete: true });
      expect(await level('/', { limit: 1 })).toEqual({ rows: ['/app/'], isPartial: true, complete: false });
      expect(await level('/', { after: bytes('/app/') })).toEqual({ rows: ['/one'], isPartial: true, complete: true });
      expect(await level('/', { after: bytes('/one') })).toEqual({ rows: [], isPartial: true, complete: true });
      expect(await level('/ap')).toEqual({ rows: ['/app/'], isPartial: true, complete: true });
      expect(await level('/app/')).toEqual({ rows: ['/app/a', '/app/deep/'], isPartial: false, complete: true });
      for (const denied of ['/registry/', '/drop/']) {
        await expect(level(denied)).rejects.toMatchObject({
          code: 'PermissionDenied',
          message: 'the user limited may not read this; it may read /app/ (role app-reader), the key /one (role odd)',
          detail: { user: 'limited', readable: '/app/ (role app-reader), the key /one (role odd)' },
        });
      }
    });

    it('lists and searches what it may read', async () => {
      const { keys, source } = limited();
      for (const readsValues of [false, true]) {
        const request = { source, prefix: bytes(''), after: null, limit: 100, readsValues };
        const pages = await gather(keys.list(request));
        expect(pages.flatMap(({ rows }) => rows.map(({ key }) => text(key)))).toEqual([
          '/app/a',
          '/app/deep/b',
          '/one',
        ]);
        expect(pages.at(-1)).toMatchObject({ complete: true, isPartial: true });
        const [rest] = await gather(keys.list({ ...request, after: bytes('/one') }));
        expect(rest).toMatchObject({ rows: [], complete: true, isPartial: true });
      }
      const conditions = { value: null, lease: null, modRevision: null, createRevision: null };
      const name = { kind: 'substring', text: 'o', ignoresCase: false } as const;
      const search = { source, prefix: bytes('/'), after: null, limit: 100, conditions: { ...conditions, name } };
      const notices = await gather(keys.search(search));
      const hits = notices.flatMap((notice) => (notice.kind === 'hits' ? notice.hits : []));
      expect(hits.map(({ key }) => text(key.key))).toEqual(['/one']);
      expect(notices.at(-1)).toMatchObject({ kind: 'ended', reason: 'complete', scanned: 3, isPartial: true });
    });

    it('sees a role that it is given meanwhile', async () => {
      const { keys, source } = limited();
      const request = { source, prefix: bytes('/registry/'), delimiter: bytes('/'), after: null, limit: 9 };
      await expect(gather(keys.children(request))).rejects.toMatchObject({ code: 'PermissionDenied' });
      await cluster.etcdctl('role', 'grant-permission', 'odd', 'read', '/registry/', '--prefix=true');
      const [page] = await gather(keys.children(request));
      expect(page?.children).toHaveLength(1);
      expect(page?.isPartial).toBeUndefined();
      await cluster.etcdctl('role', 'revoke-permission', 'odd', '/registry/', '--prefix=true');
    });

    it('is never told that a member follows where it may not ask', async () => {
      for (const { connection } of [limited(), await byCertificate('nobody')]) {
        const { members, quorum } = await createCluster(connection.open, { clock }).status({
          connection: connection.id,
        });
        expect(quorum).toMatchObject({ voters: 1, healthy: 1, hasQuorum: true });
        const [member] = members;
        const isTold = member?.version !== null;
        expect(member).toMatchObject({ healthy: true, isLeader: isTold ? true : null });
        expect(member?.failure?.code ?? null).toBe(isTold ? null : 'PermissionDenied');
      }
    });
  },
);

async function gather<T>(stream: AsyncIterable<T>): Promise<readonly T[]> {
  const values: T[] = [];
  for await (const value of stream) values.push(value);
  return values;
}
