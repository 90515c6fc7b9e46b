import type { AlarmType } from '../../../contract/cluster.ts';
import type { MemberId } from '../../../contract/ids.ts';
import { viewOf } from '../bolt/integers.ts';
import { MessageFields } from '../key-value.ts';
import type { Entry } from './entry.ts';

const alarmTypes: readonly (AlarmType | null)[] = [null, 'NOSPACE', 'CORRUPT'];

/** Reads an entry of the bucket `alarm`, whose key is the message; `undefined` where it is of a later kind. */
export function readAlarm({ key }: Entry): { readonly member: MemberId; readonly alarm: AlarmType } | null | undefined {
  const fields = new MessageFields();
  fields.begin(viewOf(key), 0, key.length);
  let member = 0n;
  let alarm: AlarmType | null = null;
  while (fields.next()) {
    if (fields.isBytes) continue;
    if (fields.field === 1) member = (BigInt(fields.high) << 32n) | BigInt(fields.low);
    if (fields.field === 2) alarm = alarmTypes[fields.number] ?? null;
  }
  if (!fields.isValid) return null;
  // The cast is sound: it is etcdctl's form.
  return alarm === null ? undefined : { member: member.toString(16) as MemberId, alarm };
}
