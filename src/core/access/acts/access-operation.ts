import { EtcdeckError } from '../../../contract/failure.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import type { OpenConnection } from '../../connections/held/open-connections.ts';
import type { EtcdCallOptions, EtcdClient } from '../../etcd/client.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { pause } from '../../plans/pause.ts';
import { type AccessModel, readAccessModel } from '../access-model.ts';

/** The server gives up a proposal after seven seconds. */
const sendMs = 9_000;
const patienceMs = 10_000;
const againMs = 500;

/** One change of users or roles. */
export interface AccessAct {
  /** What it does, as a sentence without a full stop. */
  readonly name: string;
  readonly settledBy: string;
  /** Returns whether its aim is reached; `null`: what is read does not show it. */
  readonly isDone: (model: AccessModel) => boolean | null;
  /** Whether another client's doing before it is sent is as good; it is by default, and not where a password is set. */
  readonly isMetByOthers?: boolean;
  /** Returns what forbids it just before it is sent; `null`: nothing. */
  readonly obstacle?: (signal: AbortSignal) => Promise<EtcdeckError | null>;
  readonly send: (client: EtcdClient, options: EtcdCallOptions) => Promise<void>;
  /** Finds out otherwise, where what is read does not show it. */
  readonly isShown?: (client: EtcdClient, options: EtcdCallOptions) => Promise<boolean>;
}

/**
 * Makes an operation of a change of users or roles. All of them are read again just before it is sent; `planned`: as the
 * plan was made for them, or `null` where an earlier step of the same plan has changed them. Fails with
 * `AuthOldRevision` where they differ.
 */
export function accessOperation(held: OpenConnection, planned: AccessModel | null, act: AccessAct): Operation {
  const { client } = held;
  const isDone = async (signal: AbortSignal): Promise<boolean> => {
    const shown = act.isDone(await readAccessModel(held, { signal }));
    return shown ?? (await act.isShown?.(client, { signal, timeoutMs: sendMs })) ?? false;
  };
  return {
    describe: (): PlannedStep => ({
      name: act.name,
      target: { kind: 'cluster', text: 'the cluster' },
      precondition:
        planned === null ? 'The step before was done' : 'Users and roles are as they were when it was planned',
      settledBy: act.settledBy,
      onFailure: 'stop',
      expectedMs: null,
    }),
    async check(signal) {
      const obstacle = (await act.obstacle?.(signal)) ?? null;
      if (obstacle !== null) throw obstacle;
      if (planned === null) return 'needed';
      const now = await readAccessModel(held, { signal });
      if (act.isMetByOthers !== false && act.isDone(now) === true) return 'met';
      if (fingerprint(now) === fingerprint(planned)) return 'needed';
      const message = 'users or roles have changed since the plan was made';
      throw new EtcdeckError({ code: 'AuthOldRevision', message, operation: 'execute' });
    },
    run: (signal) => act.send(client, { signal, timeoutMs: sendMs }),
    async settle(signal): Promise<OperationVerdict> {
      for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
        if (await isDone(signal).catch(() => false)) return 'done';
        await pause(againMs, signal);
      }
      // A request on its way may still reach a member.
      return 'unknown';
    },
  };
}

/** Returns what a plan was made for, as text: another client may have changed it. */
function fingerprint({ isAuthOn, users, stored }: AccessModel): string {
  const roles = [...stored].map(([name, permissions]) => [
    name,
    ...permissions.map(({ key, rangeEnd, canRead, canWrite }) => [hex(key), hex(rangeEnd), canRead, canWrite]),
  ]);
  return JSON.stringify([isAuthOn, users, roles]);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
