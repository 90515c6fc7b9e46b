import { useRemembered } from '../../state/use-remembered.ts';

/** The CA that this window issued certificates by last, as the path of its `ca.crt`; `null` where it did not. */
export const useKnownCa = (): readonly [string | null, (caFile: string) => void] =>
  useRemembered<string | null>('certificates.ca', null, (value) => (typeof value === 'string' ? value : null));
