import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  all,
  bytes,
  type RegistryWorld,
  registry,
  startRegistryWorld,
  text,
} from '../../testing/kubernetes/registry-world.ts';

let world: RegistryWorld;
beforeAll(async () => {
  world = await startRegistryWorld();
});
afterAll(() => world?.close());

describe('the registries of a keyspace', () => {
  it('are the known ones that have keys, and the one that is named', async () => {
    const found = async (prefix: string | null) =>
      (
        await world.app.api.kubernetes.registries({
          source: world.source(),
          prefix: prefix === null ? null : bytes(prefix),
        })
      ).map((one) => [text(one.prefix), one.isKine]);
    const known = [
      ['/registry/', false],
      ['/openshift.io/', false],
    ];
    expect(await found(null)).toEqual(known);
    expect(await found('/tenants/a')).toEqual([...known, ['/tenants/a/', false]]);
    expect(await found('/tenants/b/')).toEqual(known);
    expect(await found('/registry')).toEqual(known);
  });
});

describe('the resources of a registry', () => {
  it('are told by kubectl’s names, with their groups and prefixes', async () => {
    const resources = await all(world.app.api.kubernetes.resources({ source: world.source(), registry }));
    const told = resources.map(({ group, resource, prefix, isNamespaced }) => [
      resource,
      group,
      text(prefix),
      isNamespaced,
    ]);
    expect(told).toContainEqual(['nodes', null, '/registry/minions/', false]);
    expect(told).toContainEqual(['services', null, '/registry/services/specs/', true]);
    expect(told).toContainEqual(['pods', null, '/registry/pods/', true]);
    expect(told).toContainEqual(['schedules', 'backup.example', '/registry/backup.example/schedules/', null]);
    expect(new Set(told.map(([, , prefix]) => prefix)).size).toBe(told.length);
    expect(told.flatMap(([resource]) => resource)).not.toContain('health');
  });

  it('are told beneath OpenShift’s prefix', async () => {
    const resources = await all(
      world.app.api.kubernetes.resources({ source: world.source(), registry: bytes('/openshift.io/') }),
    );
    expect(resources.map(({ resource }) => resource)).toEqual(['oauthclients', 'routes']);
  });
});

describe('the objects of a resource', () => {
  it('are listed with namespace and name, of one namespace or of all', async () => {
    const namespaces = await all(
      world.app.api.kubernetes.namespaces({ source: world.source(), resource: bytes('/registry/pods/') }),
    );
    expect(namespaces).toContain('shop');
    const everywhere = (await world.objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const inShop = (await world.objects({ resource: '/registry/pods/', namespace: 'shop' })).flatMap(
      (page) => page.objects,
    );
    expect(inShop).toEqual(everywhere.filter(({ namespace }) => namespace === 'shop'));
    expect(inShop.length).toBeGreaterThan(3);
    expect(inShop.length).toBeLessThan(everywhere.length);
    const [first] = inShop;
    expect(text(first?.key.key ?? bytes(''))).toBe(`/registry/pods/shop/${first?.name}`);
  });

  it('come in parts that follow each other', async () => {
    const whole = (await world.objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const parts: string[] = [];
    for (let after: Uint8Array | null | undefined; after !== null; ) {
      const pages = await world.objects({ resource: '/registry/pods/', limit: 7, ...(after ? { after } : {}) });
      parts.push(...pages.flatMap((page) => page.objects.map(({ name }) => name)));
      after = pages.at(-1)?.next ?? null;
    }
    expect(parts).toEqual(whole.map(({ name }) => name));
  });
});

describe('objects by their names', () => {
  const find = async (request: { readonly text: string; readonly namespace?: string; readonly limit?: number }) => {
    const { namespace = null, limit = 1_000, text: wanted } = request;
    const asked = { source: world.source(), registry, resource: bytes('/registry/pods/'), namespace, limit };
    const names: string[] = [];
    let after: Uint8Array | null = null;
    let looked = 0;
    const reasons: string[] = [];
    do {
      for await (const notice of world.app.api.kubernetes.findObjects({ ...asked, text: wanted, after })) {
        if (notice.kind === 'objects') names.push(...notice.objects.map((one) => `${one.namespace}/${one.name}`));
        if (notice.kind !== 'ended') continue;
        looked += notice.looked;
        reasons.push(notice.reason);
        after = notice.next;
      }
    } while (after !== null);
    return { names, looked, reasons };
  };

  it('are found among all of a resource, and in parts', async () => {
    const all = (await world.objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const like = all.map(({ namespace, name }) => `${namespace}/${name}`).filter((name) => name.includes('shop/c'));
    expect(like.length).toBeGreaterThan(2);
    expect(await find({ text: 'SHOP/c' })).toEqual({ names: like, looked: all.length, reasons: ['complete'] });
    const parts = await find({ text: 'shop/c', limit: 2 });
    expect(parts).toMatchObject({ names: like, looked: all.length });
    expect(parts.reasons.slice(0, -1).every((reason) => reason === 'limit')).toBe(true);
    expect((await find({ text: 'c', namespace: 'shop' })).looked).toBeLessThan(all.length);
  });

  const glance = async (wanted: string, limit = 8) => {
    const names: string[] = [];
    for await (const notice of world.app.api.kubernetes.glance({ source: world.source(), text: wanted, limit })) {
      if (notice.kind === 'objects') names.push(...notice.objects.map((one) => `${one.resource} ${one.name}`));
      else return { names, looked: notice.looked, isComplete: notice.isComplete };
    }
    throw new Error('a glance did not end');
  };

  it('are glanced at in all registries, by words of their resource, namespace and name', async () => {
    expect((await glance('orders-db')).names).toContain('secrets orders-db');
    expect((await glance('secret shop/orders-db')).names).toEqual(['secrets orders-db']);
    expect((await glance('console')).names).toEqual(['oauthclients console']);
    expect((await glance('shop')).names).toEqual(['namespaces shop']);
    const { names, looked, isComplete } = await glance('no such object');
    expect({ names, isComplete }).toEqual({ names: [], isComplete: true });
    expect(looked).toBeGreaterThan(150);
    expect((await glance('a', 3)).names).toHaveLength(3);
  });
});

describe('an object', () => {
  const view = async (
    key: string,
    options: { readonly reveal?: boolean; readonly showsManagedFields?: boolean } = {},
  ) => {
    const form = { showsManagedFields: false, reveal: false, ...options };
    return (await world.app.api.kubernetes.object({ source: world.source(), key: bytes(key), ...form })).object;
  };
  const firstOf = async (resource: string, namespace: string): Promise<string> => {
    const [page] = await world.objects({ resource, namespace, limit: 1 });
    return text(page?.objects[0]?.key.key ?? bytes(''));
  };

  it('is shown with who wrote it, what it refers to and how kubectl shows it', async () => {
    const key = await firstOf('/registry/pods/', 'shop');
    const pod = await view(key);
    const name = key.slice('/registry/pods/shop/'.length);
    expect(pod).toMatchObject({
      name: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name },
      storedAs: 'protobuf',
      kubectl: `kubectl get pods ${name} -n shop -o yaml`,
      finalizers: [],
      deletionTimestamp: null,
      secretData: [],
    });
    expect(pod?.decoded.text).toContain(`  name: ${name}\n`);
    expect(pod?.decoded.text).not.toContain('managedFields');
    expect(pod?.managers.map(({ manager, subresource }) => [manager, subresource])).toEqual([
      ['kube-controller-manager', null],
      ['kubelet', 'status'],
    ]);
    expect(pod?.managers[0]?.fields).toEqual(['.spec.containers', '.spec.serviceAccountName']);
    const [owner, namespace] = pod?.links ?? [];
    expect(owner).toMatchObject({ relation: 'owner', kind: 'ReplicaSet' });
    expect(await view(text(owner?.key ?? bytes('')))).toMatchObject({
      name: { kind: 'ReplicaSet', name: owner?.name },
    });
    expect(namespace).toMatchObject({ relation: 'namespace', key: bytes('/registry/namespaces/shop') });
    expect((await view(key, { showsManagedFields: true }))?.decoded.text).toContain('managedFields');
  });

  it('tells why it is stuck', async () => {
    const namespace = await view('/registry/namespaces/staging');
    expect(namespace?.finalizers).toEqual(['kubernetes']);
    expect(namespace?.deletionTimestamp).toMatch(/^\d{4}-/);
    expect((await view('/registry/persistentvolumeclaims/staging/uploads'))?.finalizers).toEqual([
      'kubernetes.io/pvc-protection',
    ]);
  });

  it('covers a Secret until it is revealed', async () => {
    const key = await firstOf('/registry/secrets/', 'shop');
    const shown = await view(key, { reveal: true });
    const covered = await view(key);
    expect(shown?.secretData.length).toBeGreaterThan(0);
    expect(covered?.secretData).toEqual([]);
    expect(covered?.entry.isMasked).toBe(true);
    const crossed = JSON.stringify(covered) + Buffer.from(covered?.entry.value ?? []).toString();
    const { text: password } = shown?.secretData.find(({ name }) => name === 'password') ?? { text: null };
    expect(password).toMatch(/^.{8,}$/);
    expect(shown?.decoded.text).toContain(btoa(password ?? ''));
    expect(crossed).not.toContain(password);
    expect(crossed).not.toContain(btoa(password ?? ''));
  });

  it('is shown where it is JSON, encrypted, damaged or not there', async () => {
    expect(await view('/registry/backup.example/schedules/shop/nightly')).toMatchObject({
      storedAs: 'json',
      name: { kind: 'Schedule' },
      kubectl: 'kubectl get schedules.backup.example nightly -n shop -o yaml',
    });
    await world.cluster.etcdctl('put', '/registry/secrets/shop/sealed', 'k8s:enc:aescbc:v1:key1:0123456789abcdef');
    expect(await view('/registry/secrets/shop/sealed')).toMatchObject({
      storedAs: 'encrypted',
      managers: [],
      links: [{ relation: 'namespace', name: 'shop' }],
      decoded: { codec: 'encrypted' },
    });
    await world.cluster.etcdctl('put', '/registry/pods/shop/cut', 'no object');
    expect(await view('/registry/pods/shop/cut')).toMatchObject({ storedAs: 'other', managers: [], finalizers: [] });
    expect(await view('/registry/pods/shop/absent')).toBeNull();
    await world.cluster.etcdctl('del', '/registry/pods/shop/cut');
    await world.cluster.etcdctl('del', '/registry/secrets/shop/sealed');
  });
});
