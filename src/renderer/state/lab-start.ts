import type { ConnectionId } from '../../contract/ids.ts';
import { createStore } from './store.ts';

/** A lab that is offered. */
export interface LabStart {
  /** The snapshot that it is built from, on the machine where core runs; `null`: it begins without keys. */
  readonly snapshot: string | null;
  /** The names of its members; `null`: they are chosen. */
  readonly members: readonly string[] | null;
  /** The cluster that it is to be a copy of: a snapshot of it is chosen, or saved. `null`: it is of none. */
  readonly copyOf: { readonly connection: ConnectionId; readonly name: string } | null;
}

/** The lab that is offered over what a window shows. */
export const labStart = createStore<LabStart | null>(null);

export const showLabStart = (start: LabStart | null): void => labStart.update(() => start);

/** A lab of members to choose, without keys. */
export const anyLab: LabStart = { snapshot: null, members: null, copyOf: null };
