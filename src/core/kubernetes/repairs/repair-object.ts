import { EtcdeckError } from '../../../contract/failure.ts';
import type { ObjectRepair } from '../../../contract/plans.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { parseJson } from '../../kubernetes-storage/heads/stored-document.ts';
import { JsonEdit } from './edit-json.ts';

/** A repair that keeps the object. */
export type EditingRepair = Exclude<ObjectRepair, { readonly kind: 'deleteOrphan' }>;

/**
 * Returns an object in clear after a repair; all other parts keep their bytes. Fails with `BadRequest` where there is
 * nothing to repair, and with `KindUnknown` and `ValueMalformed` where the object cannot be read.
 */
export function repairedObject(schema: KubernetesSchema, value: Uint8Array, repair: EditingRepair): Uint8Array {
  switch (storedAs(value)) {
    case 'protobuf':
      return encodeObject(schema, repairedJson(decodeObject(schema, value).json, repair), value);
    case 'json':
      parseJson(value);
      return Buffer.from(repairedJson(Buffer.from(value).toString(), repair));
    default:
      throw nothingToRepair('the value is no object that can be edited here');
  }
}

function repairedJson(json: string, repair: EditingRepair): string {
  const edit = new JsonEdit(json);
  const kind = edit.find('kind');
  const isNamespace = kind?.kind === 'string' && kind.value === 'Namespace';
  if (repair.kind === 'removeFinalizer') removeFinalizer(edit, repair.finalizer, isNamespace);
  else dropDeletion(edit, isNamespace);
  return edit.finish();
}

function removeFinalizer(edit: JsonEdit, finalizer: string, isNamespace: boolean): void {
  const isOfMetadata = edit.removeText(finalizer, 'metadata', 'finalizers');
  const isOfSpec = isNamespace && edit.removeText(finalizer, 'spec', 'finalizers');
  if (!isOfMetadata && !isOfSpec) throw nothingToRepair(`the object has no finalizer ${finalizer}`);
}

function dropDeletion(edit: JsonEdit, isNamespace: boolean): void {
  const since = edit.find('metadata', 'deletionTimestamp');
  if (since === null || since.kind === 'null') throw nothingToRepair('the object does not wait to be deleted');
  edit.remove('metadata', 'deletionTimestamp');
  edit.remove('metadata', 'deletionGracePeriodSeconds');
  // A namespace in the phase Terminating admits no new object, and no controller resets the phase.
  const phase = isNamespace ? edit.find('status', 'phase') : null;
  if (phase?.kind === 'string' && phase.value === 'Terminating') edit.setText('Active', 'status', 'phase');
}

/** Returns the refusal of a repair that an object does not need, or that cannot be confirmed to be right. */
export function nothingToRepair(why: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message: why, operation: 'planRepair' });
}
