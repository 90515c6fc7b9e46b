import { InvalidArgumentError } from 'commander';
import type { MemberId } from '../contract/ids.ts';

/** Parses a member's ID as etcdctl prints it: hexadecimal, with or without leading zeros. */
export function parseMemberId(text: string): MemberId {
  const id = text.toLowerCase().replace(/^0+/, '');
  // The cast is sound: the brand only says that the text was checked.
  if (/^[1-9a-f][0-9a-f]{0,15}$/.test(id)) return id as MemberId;
  throw new InvalidArgumentError("It is a member's ID, as etcdeck status prints it.");
}
