import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId, LeaseId, MemberId } from '../../contract/ids.ts';

// gRPC gives 64-bit integers as decimal strings, because a JavaScript number would round them.

/** Returns a member's id as etcdctl prints it, from the decimal that gRPC gives. */
export function toMemberId(decimal: string): MemberId {
  return toHex(decimal) as MemberId; // the brand's only source
}

/** Returns a member's id as gRPC takes it, in decimal. */
export function toMemberDecimal(member: MemberId): string {
  return BigInt(`0x${member}`).toString();
}

/** Returns a cluster's id as etcdctl prints it, from the decimal that gRPC gives. */
export function toClusterId(decimal: string): ClusterId {
  return toHex(decimal) as ClusterId; // the brand's only source
}

/** Returns a lease's id as etcdctl prints it, with leading zeros; `null` for 0, which means no lease. */
export function toLeaseId(decimal: string): LeaseId | null {
  const hex = toHex(decimal);
  return hex === '0' ? null : (hex.padStart(16, '0') as LeaseId); // the brand's only source
}

/** Returns a lease's id as gRPC takes it: signed, in decimal. */
export function toLeaseDecimal(lease: LeaseId): string {
  return BigInt.asIntN(64, BigInt(`0x${lease}`)).toString();
}

/** Returns a revision, size or index as a number. Fails with `Internal` beyond 2^53, where numbers stop being exact. */
export function toNumber(decimal: string): number {
  const number = Number(decimal);
  if (!Number.isSafeInteger(number)) throw new EtcdeckError({ code: 'Internal', message: `${decimal} is not exact` });
  return number;
}

function toHex(decimal: string): string {
  // Lease ids are signed on the wire; etcdctl prints the 64 bits.
  return BigInt.asUintN(64, BigInt(decimal)).toString(16);
}
