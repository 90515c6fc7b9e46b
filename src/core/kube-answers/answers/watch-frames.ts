import type { ServedObject } from '../objects/served-object.ts';
import type { Status } from './status.ts';

/** What happened to an object. */
export type WatchEventType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** Writes the events of one watch. Each answer is one event: a line of JSON, a frame of protobuf. */
export interface WatchFrames {
  /** `object`: as it is, or was before it was deleted, with the revision of the event. */
  event(type: WatchEventType, object: ServedObject): Uint8Array;
  /** `endsInitialEvents`: marks the end of the objects that were there at the start. */
  bookmark(revision: number, endsInitialEvents: boolean): Uint8Array;
  error(status: Status): Uint8Array;
}
