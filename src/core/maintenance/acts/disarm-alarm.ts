import type { MemberStatus } from '../../../contract/cluster.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { memberName } from '../../../contract/member-name.ts';
import type { PlannedStep } from '../../../contract/operations.ts';
import { alarmDisarm, alarmList, type RaisedAlarm } from '../../etcd/maintenance.ts';
import { requireLeader, statusWithLeader } from '../../members/world.ts';
import type { Operation, OperationVerdict } from '../../plans/operation.ts';
import { pause } from '../../plans/pause.ts';
import { type MemberQuota, readQuotas } from '../member-quotas.ts';
import type { MaintainingOn } from './maintaining.ts';

/** The server gives up a proposal after seven seconds. */
const disarmMs = 9_000;
const patienceMs = 10_000;
const againMs = 500;

/** Clears one alarm of one member. It is done once the alarm is not raised. */
export function disarmAlarm(on: MaintainingOn, raised: RaisedAlarm, members: readonly MemberStatus[]): Operation {
  const { client, held, ask } = on;
  const owner = members.find(({ id }) => id === raised.member);
  let endpoint: string | undefined;
  const isRaised = async (signal: AbortSignal): Promise<boolean> => {
    const listed = await alarmList(client, { endpoint, signal, timeoutMs: disarmMs });
    return listed.some(({ member, alarm }) => member === raised.member && alarm === raised.alarm);
  };
  return {
    describe(): PlannedStep {
      const of =
        owner === undefined ? (raised.member === '0' ? '' : ` of ${raised.member}`) : ` of ${memberName(owner)}`;
      return {
        name: `Clear the alarm ${raised.alarm}${of}`,
        target:
          owner === undefined
            ? { kind: 'cluster', text: 'the cluster' }
            : { kind: 'member', text: memberName(owner), member: owner.id, endpoint: owner.endpoint },
        precondition: raised.alarm === 'NOSPACE' ? 'Every member is below its quota' : 'It is raised',
        settledBy: 'asking for the list of alarms',
        onFailure: 'stop',
        expectedMs: null,
      };
    },
    async check(signal) {
      const status = await statusWithLeader(ask, signal);
      endpoint = requireLeader(status).endpoint;
      if (!(await isRaised(signal))) return 'met';
      if (raised.alarm === 'NOSPACE') refuseFull(await readQuotas(held, status.members, signal));
      return 'needed';
    },
    async run(signal) {
      await alarmDisarm(client, raised, { endpoint, signal, timeoutMs: disarmMs });
    },
    async settle(signal): Promise<OperationVerdict> {
      for (const giveUpAt = performance.now() + patienceMs; performance.now() < giveUpAt; ) {
        if ((await isRaised(signal).catch(() => true)) === false) return 'done';
        await pause(againMs, signal);
      }
      return 'unknown';
    },
  };
}

/** Returns `line` if it clears these alarms and no other: `etcdctl alarm disarm` clears every raised alarm. */
export function disarmLines(
  listed: readonly RaisedAlarm[],
  cleared: readonly RaisedAlarm[],
  line: string,
): readonly string[] {
  return cleared.length > 0 && cleared.length === listed.length ? [line] : [];
}

/** Fails with `NoSpace` for a member at or above its quota: the next write would raise the alarm again. */
export function refuseFull(quotas: readonly MemberQuota[]): void {
  const full = quotas.find(isFull);
  if (full === undefined) return;
  const { row, quota } = full;
  const message = `the database of ${memberName(row)} has ${row.dbSize} bytes and its quota is ${quota}: delete keys, then compact and defragment, or start every member with a higher --quota-backend-bytes`;
  throw new EtcdeckError({
    ...{ code: 'NoSpace', message, member: row.id, operation: 'alarmDisarm' },
    detail: { dbSize: row.dbSize ?? 0, quota: quota ?? 0 },
  });
}

/** An unknown quota refuses nothing: etcd raises the alarm again if the cause remains. */
const isFull = ({ row: { dbSize }, quota }: MemberQuota): boolean =>
  dbSize !== null && quota !== null && dbSize >= quota;
