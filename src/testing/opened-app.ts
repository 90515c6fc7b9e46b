import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Api } from '../contract/api.ts';
import type { ConnectionDraft, ConnectionSecrets } from '../contract/connections/profile.ts';
import type { ConnectionState } from '../contract/connections/state.ts';
import type { ExecutionNotice, ExecutionReport, KeysReport } from '../contract/execution.ts';
import type { ConnectionId } from '../contract/ids.ts';
import type { KeysBody } from '../contract/planned-changes.ts';
import type { Plan, PlanNotice } from '../contract/plans.ts';
import { createApp } from '../core/app.ts';
import type { Ports } from '../core/ports.ts';
import { testPorts } from './ports.ts';

/** The whole product with one open connection. */
export interface OpenedApp {
  readonly api: Api;
  readonly connection: ConnectionId;
  /** Its settings folder, which may also hold the test's files. */
  readonly folder: string;
  /** The log. */
  readonly said: readonly string[];
  /** Saves another connection and holds it open too; by default with the secrets of the first one. */
  open(draft: ConnectionDraft, secrets?: ConnectionSecrets): Promise<ConnectionId>;
  /** Releases a connection, and waits until it is closed. */
  leave(connection: ConnectionId): Promise<void>;
  close(): Promise<void>;
}

/** Starts the product and opens a connection, which is not read-only unless its draft is. */
export async function openApp(
  draft: ConnectionDraft,
  overrides: Partial<Ports> = {},
  secrets: ConnectionSecrets = {},
): Promise<OpenedApp> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-app-'));
  const ports = testPorts(folder, overrides);
  const app = createApp(ports);
  const held = new Map<ConnectionId, AsyncIterator<ConnectionState>>();
  const open = async (other: ConnectionDraft, own = secrets): Promise<ConnectionId> => {
    const { profile } = await app.api.connections.save({ draft: other, secrets: own });
    const states = app.api.connections.open({ connection: profile.id, secrets: own })[Symbol.asyncIterator]();
    held.set(profile.id, states);
    for (;;) {
      const { value, done } = await states.next();
      if (done) throw new Error('the connection was closed');
      if (value.phase === 'connected') return profile.id;
    }
  };
  return {
    api: app.api,
    connection: await open(draft),
    folder,
    said: ports.said,
    open,
    async leave(connection) {
      await held.get(connection)?.return?.();
    },
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A plan that changes keys. */
export type KeysPlan = Plan & { readonly body: KeysBody };

/** Returns the plan of keys that planning ends with. */
export async function planned(notices: AsyncIterable<PlanNotice>): Promise<KeysPlan> {
  const plan = await anyPlanned(notices);
  const { body } = plan;
  if (body.kind !== 'keys') throw new Error('the plan is of operations');
  return { ...plan, body };
}

/** Returns the plan, of keys or of operations, that planning ends with. */
export async function anyPlanned(notices: AsyncIterable<PlanNotice>): Promise<Plan> {
  for await (const notice of notices) if (notice.kind === 'planned') return notice.plan;
  throw new Error('planning ended without a plan');
}

/** Executes a plan of keys, typing its confirmation. */
export async function executed(api: Pick<Api, 'plans'>, plan: Plan): Promise<KeysReport> {
  const { report } = await executedAs(api, plan);
  if (report.kind !== 'keys') throw new Error('the plan was of operations');
  return report;
}

/** Executes any plan, typing its confirmation; returns the report with all notices. */
export async function executedAs(
  api: Pick<Api, 'plans'>,
  { token, confirmation }: Plan,
): Promise<{ readonly notices: readonly ExecutionNotice[]; readonly report: ExecutionReport }> {
  const notices: ExecutionNotice[] = [];
  for await (const notice of api.plans.execute({ token, confirmation })) {
    notices.push(notice);
    if (notice.kind === 'ended') return { notices, report: notice.report };
  }
  throw new Error('an execution ended without a report');
}
