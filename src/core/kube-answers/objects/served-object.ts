import type { JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';
import type { MessageSchema } from '../../kubernetes-storage/codec/schema.ts';

/** What every object that is ready to be answered has. */
interface ReadyObject {
  /** The apiVersion to answer in. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The revision of its last change, which is its resourceVersion. */
  readonly modRevision: number;
  /** Whether the data of a Secret is covered in it. */
  readonly isMasked: boolean;
}

/** An object's bytes, without its envelope and its resourceVersion, and what they are a message of. */
export interface ObjectMessage {
  readonly message: MessageSchema;
  readonly raw: Uint8Array;
}

/** An object of a built-in kind, in a version that has the shape of the one to answer in. */
export interface BuiltInObject extends ReadyObject, ObjectMessage {
  readonly form: 'protobuf';
  /** The object before it was converted: what a table shows of it. */
  readonly stored: ObjectMessage;
}

/** A custom resource, with its apiVersion and resourceVersion set, and all members sorted by name. */
export interface CustomObject extends ReadyObject {
  readonly form: 'json';
  readonly json: string;
  readonly root: JsonObject;
  /** Returns its `PartialObjectMetadata`. */
  readonly partialJson: () => string;
}

/** An object in the version asked for, opened, and covered where it has to be. */
export type ServedObject = BuiltInObject | CustomObject;
