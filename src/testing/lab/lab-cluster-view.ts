import { once } from 'node:events';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { bytesOf, textOf } from '../../core/bytes/bytes.ts';
import { EtcdClient } from '../../core/etcd/client.ts';
import { range } from '../../core/etcd/kv.ts';
import { type EndpointStatus, status } from '../../core/etcd/maintenance.ts';
import { put } from '../unguarded-writes.ts';
import type { TestLab } from './test-lab.ts';

/** What clients see of a lab's members. Each question is asked of one member. */
export interface LabView {
  /** Returns a member's status; `null` where it does not answer within two seconds. */
  status(name: string): Promise<EndpointStatus | null>;
  /** Returns the leader that one of the members names, or all of them, once it is one of the named. */
  leader(among?: readonly string[]): Promise<{ readonly name: string; readonly term: number }>;
  write(name: string, key: string, value: string): Promise<unknown>;
  /** Reads a key as the member itself has it. */
  local(name: string, key: string): Promise<string | null>;
  /** Returns the version that a member says the cluster has agreed on, as `3.6.0`. */
  agreed(name: string): Promise<string>;
  close(): void;
}

const answerMs = 2_000;

/** Looks at a lab's members with a client for each. */
export function viewOf(lab: TestLab): LabView {
  const clients = new Map<string, { readonly endpoint: string; readonly client: EtcdClient }>();
  const clientOf = async (name: string): Promise<{ readonly endpoint: string; readonly client: EtcdClient }> => {
    const target = await lab.target(name);
    const [endpoint = ''] = target.endpoints;
    const known = clients.get(name);
    if (known?.endpoint === endpoint) return known;
    known?.client.close();
    const made = { endpoint, client: new EtcdClient(target) };
    clients.set(name, made);
    return made;
  };
  const ask = async (name: string): Promise<EndpointStatus | null> => {
    const { client, endpoint } = await clientOf(name);
    return await status(client, endpoint, { timeoutMs: answerMs }).catch(() => null);
  };
  return {
    status: ask,
    async leader(among) {
      for (;;) {
        const names = among ?? (await lab.info()).members.map(({ name }) => name);
        const seen = await Promise.all(names.map(async (name) => ({ name, status: await ask(name) })));
        // All that are asked agree, and the leader is among them.
        const leaders = new Set(seen.map((one) => one.status?.leader ?? null));
        const [leader] = leaders;
        const leading = seen.find((one) => one.status !== null && one.status.memberId === leader);
        if (leaders.size === 1 && leading?.status) return { name: leading.name, term: leading.status.raftTerm };
        await delay(50);
      }
    },
    async write(name, key, value) {
      const { client } = await clientOf(name);
      return await put(client, { key: bytesOf(key), value: bytesOf(value) }, { timeoutMs: 9_000 });
    },
    async local(name, key) {
      const { client, endpoint } = await clientOf(name);
      const read = await range(client, { key: bytesOf(key), serializable: true }, { endpoint, timeoutMs: answerMs });
      const [kv] = read.kvs;
      return kv === undefined ? null : textOf(kv.value);
    },
    async agreed(name) {
      const { endpoints, tls } = await lab.target(name);
      const { cert = null, key = null, ca = null } = tls ?? {};
      if (cert === null || key === null || ca === null) throw new Error('a lab has TLS');
      const [answer] = await once(get(`${endpoints[0]}/version`, { cert, key, ca }), 'response');
      const said: { readonly etcdcluster: string } = JSON.parse(await text(answer));
      return said.etcdcluster;
    },
    close() {
      for (const { client } of clients.values()) client.close();
    },
  };
}
