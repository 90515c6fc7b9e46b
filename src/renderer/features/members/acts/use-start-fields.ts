import { useEffect } from 'react';
import type { MemberId } from '../../../../contract/ids.ts';
import { useConnection } from '../../../state/connection.tsx';
import { useRemembered } from '../../../state/use-remembered.ts';

/** What is chosen for a member's start, as it is typed. */
export interface StartFields {
  readonly name: string;
  readonly clientURLs: string;
  readonly dataDir: string;
}

/**
 * Keeps what is typed for a member's start in this window, until it has started. `given`: its name where it is known; the
 * member list does not know it before the start, so that it is kept from when the member was added.
 */
export function useStartFields(
  member: MemberId,
  given: string,
): { readonly fields: StartFields; readonly change: (changed: Partial<StartFields>) => void } {
  const { id } = useConnection();
  const [fields, keep] = useRemembered<StartFields>(
    `members.start/${id}/${member}`,
    { name: given, clientURLs: '', dataDir: '' },
    readFields,
  );
  const change = (changed: Partial<StartFields>): void => keep({ ...fields, ...changed });
  const isNamed = given !== '' && fields.name === given;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name is kept once, where it comes from the act.
  useEffect(() => {
    if (isNamed) keep(fields);
  }, []);
  return { fields, change };
}

/** Reads what a window remembered; `null` where it is something else. */
function readFields(value: unknown): StartFields | null {
  if (typeof value !== 'object' || value === null) return null;
  const { name, clientURLs, dataDir } = value as Partial<Record<keyof StartFields, unknown>>; // each is checked below
  return typeof name === 'string' && typeof clientURLs === 'string' && typeof dataDir === 'string'
    ? { name, clientURLs, dataDir }
    : null;
}
