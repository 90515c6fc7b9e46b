import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterStatus, MemberStatus } from '../contract/cluster.ts';
import type { ConnectionDraft } from '../contract/connections/profile.ts';
import type { OperationsReport } from '../contract/execution.ts';
import type { MemberId } from '../contract/ids.ts';
import type { JournalEntry } from '../contract/journal.ts';
import { addedMember } from '../contract/operations.ts';
import type { Plan, PlanNotice } from '../contract/plans.ts';
import { EtcdClient } from '../core/etcd/client.ts';
import { type Member, memberList } from '../core/etcd/cluster.ts';
import { anyPlanned, executedAs, type OpenedApp, openApp } from './opened-app.ts';
import { type HeldCall, type RpcRecorder, startRpcRecorder } from './rpc-recorder.ts';
import type { TestCluster, TestMember } from './test-cluster.ts';

/** The product with one cluster open, for acts on its members. */
export interface ActingApp extends OpenedApp {
  /** Returns the status once every voting member that answers has the same member list. */
  status(): Promise<ClusterStatus>;
  /** Returns the row of a member. */
  rowOf(member: Pick<TestMember, 'name'> | string): Promise<MemberStatus>;
  leader(): Promise<MemberStatus>;
  followers(): Promise<readonly MemberStatus[]>;
  /** Plans and executes. */
  act(notices: AsyncIterable<PlanNotice>): Promise<OperationsReport>;
  /** Executes a plan of operations. */
  execute(plan: Plan): Promise<OperationsReport>;
  newestEntry(): Promise<JournalEntry | undefined>;
}

/** Returns the member that was added. */
export function addedBy({ results }: OperationsReport): MemberId {
  const member = addedMember(results);
  if (member === null) throw new Error('the report names the member');
  return member;
}

/** Opens a cluster, whose members' endpoints are learned. */
export async function openActingApp(
  cluster: TestCluster,
  overrides: Partial<ConnectionDraft> = {},
): Promise<ActingApp> {
  const draft = cluster.draft({ name: 'acted on', learnsEndpoints: true, ...overrides });
  const app = await openApp(draft, {}, draft.user === null ? {} : { password: `${draft.user}pw` });
  const { api, connection } = app;
  const client = new EtcdClient(cluster.target());
  const status = async (): Promise<ClusterStatus> => {
    for (;;) {
      const now = await api.cluster.status({ connection });
      if (await haveSameList(client, now.members)) return now;
      await delay(20);
    }
  };
  const execute = async (plan: Plan): Promise<OperationsReport> => {
    const { report } = await executedAs(api, plan);
    if (report.kind !== 'operations') throw new Error('the plan was of keys');
    return report;
  };
  return {
    ...app,
    status,
    async rowOf(member) {
      const name = typeof member === 'string' ? member : member.name;
      const row = (await status()).members.find((one) => one.name === name);
      if (row === undefined) throw new Error(`${name} is no member`);
      return row;
    },
    async leader() {
      const row = (await status()).members.find(({ isLeader }) => isLeader === true);
      if (row === undefined) throw new Error('no member leads');
      return row;
    },
    followers: async () =>
      (await status()).members.filter(({ isLeader, isLearner }) => isLeader === false && !isLearner),
    act: async (notices) => await execute(await anyPlanned(notices)),
    execute,
    newestEntry: async () => (await api.journal.list({ connection, before: null, limit: 1 })).entries[0],
    async close() {
      client.close();
      await app.close();
    },
  };
}

/** The member that is asked for the list may not have seen an act yet, or may be the one that was removed. */
async function haveSameList(client: EtcdClient, rows: readonly MemberStatus[]): Promise<boolean> {
  const asked = rows.flatMap(({ healthy, isLearner, clientURLs: [url] }) =>
    healthy === true && !isLearner && url !== undefined ? [url] : [],
  );
  const lists = await Promise.allSettled(asked.map((endpoint) => memberList(client, { endpoint })));
  const seen = lists.map((list) => (list.status === 'fulfilled' ? texts(list.value.members) : null));
  const expected = texts(rows);
  return seen.every((list) => list === expected);
}

const texts = (members: readonly Pick<Member, 'id' | 'isLearner' | 'peerURLs'>[]): string =>
  JSON.stringify(members.map(({ id, isLearner, peerURLs }) => `${id} ${isLearner} ${[...peerURLs].sort()}`).sort());

/** An acting app whose only way to each member is a recorder. */
export interface RecordedApp extends ActingApp {
  readonly recorders: readonly RpcRecorder[];
  /** How often a call was sent, as `Cluster/MemberAdd`. */
  sent(call: string): number;
  /** Breaks the connection after each answer to a call. */
  cut(call: string): void;
  /** Holds the next one of a call to the leader; its caller gets a time-out. */
  hold(call: string): Promise<HeldCall>;
}

/** Opens a cluster without TLS behind recorders. Closing it closes them. */
export async function openRecordedApp(
  cluster: TestCluster,
  overrides: Partial<ConnectionDraft> = {},
): Promise<RecordedApp> {
  const recorders = await Promise.all(cluster.endpoints.map((endpoint) => startRpcRecorder(endpoint)));
  const endpoints = recorders.map(({ endpoint }) => endpoint);
  const app = await openActingApp(cluster, { endpoints, learnsEndpoints: false, ...overrides });
  return {
    ...app,
    recorders,
    sent: (call) => recorders.flatMap(({ calls }) => calls).filter((one) => one === call).length,
    cut(call) {
      for (const recorder of recorders) recorder.treat('cut', call);
    },
    async hold(call) {
      const { endpoint } = await app.leader();
      const line = recorders.find((recorder) => recorder.endpoint === endpoint);
      if (line === undefined) throw new Error('the leader is behind no recorder');
      return line.holdNext(call, () => true);
    },
    async close() {
      await app.close();
      await Promise.all(recorders.map((recorder) => recorder.close()));
    },
  };
}
