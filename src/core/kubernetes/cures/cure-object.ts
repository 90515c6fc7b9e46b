import { EtcdError } from '../../../contract/failure.ts';
import type { ObjectCure } from '../../../contract/plans.ts';
import { decodeObject } from '../codec/decode.ts';
import { encodeObject } from '../codec/encode.ts';
import type { KubernetesSchema } from '../codec/schema.ts';
import { storedAs } from '../objects/stored-as.ts';
import { parseJson } from '../objects/stored-document.ts';
import { JsonEdit } from './edit-json.ts';

/** A cure that leaves the object there. */
export type EditingCure = Exclude<ObjectCure, { readonly kind: 'deleteOrphan' }>;

/**
 * An object in clear after a cure; what the cure is not about keeps its bytes. Fails with `BadRequest` where there is
 * nothing to cure, and with `KindUnknown` and `ValueMalformed` where the object cannot be read.
 */
export function curedObject(schema: KubernetesSchema, value: Uint8Array, cure: EditingCure): Uint8Array {
  switch (storedAs(value)) {
    case 'protobuf':
      return encodeObject(schema, curedJson(decodeObject(schema, value).json, cure), value);
    case 'json':
      parseJson(value);
      return Buffer.from(curedJson(Buffer.from(value).toString(), cure));
    default:
      throw nothingToCure('the value is no object that can be edited here');
  }
}

function curedJson(json: string, cure: EditingCure): string {
  const edit = new JsonEdit(json);
  const kind = edit.find('kind');
  const isNamespace = kind?.kind === 'string' && kind.value === 'Namespace';
  if (cure.kind === 'removeFinalizer') removeFinalizer(edit, cure.finalizer, isNamespace);
  else dropDeletion(edit, isNamespace);
  return edit.finish();
}

function removeFinalizer(edit: JsonEdit, finalizer: string, isNamespace: boolean): void {
  const isOfMetadata = edit.removeText(finalizer, 'metadata', 'finalizers');
  const isOfSpec = isNamespace && edit.removeText(finalizer, 'spec', 'finalizers');
  if (!isOfMetadata && !isOfSpec) throw nothingToCure(`the object has no finalizer ${finalizer}`);
}

function dropDeletion(edit: JsonEdit, isNamespace: boolean): void {
  const since = edit.find('metadata', 'deletionTimestamp');
  if (since === null || since.kind === 'null') throw nothingToCure('the object does not wait to be deleted');
  edit.remove('metadata', 'deletionTimestamp');
  edit.remove('metadata', 'deletionGracePeriodSeconds');
  // Nothing is created in a namespace for as long as it says so, and no controller takes the word back.
  const phase = isNamespace ? edit.find('status', 'phase') : null;
  if (phase?.kind === 'string' && phase.value === 'Terminating') edit.setText('Active', 'status', 'phase');
}

/** The refusal of a cure that an object does not need, or that cannot be told to be right. */
export function nothingToCure(why: string): EtcdError {
  return new EtcdError({ code: 'BadRequest', message: why, operation: 'planCure' });
}
