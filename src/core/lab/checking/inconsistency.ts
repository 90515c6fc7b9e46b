import type { LabOperation } from '../../../contract/lab/checking.ts';
import { absent } from './register-check.ts';
import type { OffendingPair } from './zones.ts';

/** Says what is wrong with two operations, in one sentence. */
export function inconsistency([before, read]: OffendingPair): string {
  const got = `a read through ${read.member} returned ${named(read)}`;
  if (before.kind === 'write' && before.value === read.value) {
    return `${got}, whose write through ${before.member} was refused`;
  }
  if (before.answeredAt === null || before === read) return `${got}, which was never written`;
  const did = before.kind === 'write' ? 'was written' : 'was read';
  return `${got} after ${named(before)} ${did} through ${before.member}`;
}

function named({ value }: LabOperation): string {
  return value === null || value === absent ? 'no value' : String(value);
}
