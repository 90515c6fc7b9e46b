import type { MemberStatus } from '../../contract/cluster.ts';

/** Returns a member's name, or its id before it has one. */
export const nameOf = ({ name, id }: Pick<MemberStatus, 'id' | 'name'>): string => (name === '' ? id : name);
