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

/** An object of a built-in kind. */
export interface BuiltInObject extends ReadyObject {
  readonly form: 'protobuf';
  /** The message of the stored version, which has the shape of the version to answer in. */
  readonly message: MessageSchema;
  /** The object's bytes without its envelope, and without its resourceVersion. */
  readonly raw: Uint8Array;
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
