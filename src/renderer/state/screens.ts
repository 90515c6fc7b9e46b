import type { ConnectionId } from '../../contract/ids.ts';
import { labIdPrefix } from '../../contract/lab.ts';

/** The screens of an open connection. */
export const places = [
  'lab',
  'cluster',
  'keys',
  'kubernetes',
  'watches',
  'compare',
  'snapshots',
  'journal',
  'access',
  'leases',
  'transactions',
] as const;

/** A screen of the workbench. */
export type Place = (typeof places)[number];

/** The screens that an opened file has: what a snapshot says of itself, and what can be seen of keys without a cluster. */
const filePlaces = ['snapshot', 'keys', 'kubernetes', 'compare'] as const;

/** A screen of an opened file. */
export type FilePlace = (typeof filePlaces)[number];

/** A screen of either. */
export type AnyPlace = Place | FilePlace;

/** Whether a connection is a lab's: only these have a screen for it. */
export const isLab = (connection: ConnectionId): boolean => connection.startsWith(labIdPrefix);

/** The screen that a connection opens with. */
export const firstPlaceOf = (connection: ConnectionId): Place => (isLab(connection) ? 'lab' : 'cluster');

export const isPlace = (name: string | undefined): name is Place => places.some((place) => place === name);

export const isFilePlace = (name: string | undefined): name is FilePlace => filePlaces.some((place) => place === name);
