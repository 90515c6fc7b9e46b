import type { OpenConnection } from '../../connections/held/open-connections.ts';
import type { ActingOn } from '../../members/acts/member-act.ts';

/** What an act of upkeep works on. */
export interface MaintainingOn extends ActingOn {
  readonly held: OpenConnection;
}
