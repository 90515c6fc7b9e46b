import type { ServedObject } from '../objects/served-object.ts';
import type { AnswerForm } from './answer-form.ts';
import { JsonChunks } from './json-chunks.ts';
import { metaVersion } from './json-list.ts';
import { protobufObject } from './protobuf-object.ts';
import type { TableRows } from './table-rows.ts';

/** Returns one object in a form, as the whole answer. */
export function singleAnswer(form: AnswerForm, rows: TableRows, object: ServedObject): Uint8Array {
  if (form.media === 'protobuf' && object.form === 'protobuf') return protobufObject(object);
  const json = new JsonChunks();
  writeSingle(json, form, rows, object, true);
  json.literal('\n');
  return json.take();
}

/** Writes one object in JSON. `hasColumns`: a Table has its columns, which only the first event of a watch has. */
export function writeSingle(
  json: JsonChunks,
  form: AnswerForm,
  rows: TableRows,
  object: ServedObject,
  hasColumns: boolean,
): void {
  if (form.shape === 'whole') json.object(object, true);
  else if (form.shape === 'metadata') json.metadata(object);
  else {
    json.literal(
      `{"kind":"Table","apiVersion":"${metaVersion}","metadata":{"resourceVersion":"${object.modRevision}"},`,
    );
    json.literal('"columnDefinitions":');
    if (hasColumns) rows.writeColumns(json);
    else json.literal('null');
    json.literal(',"rows":[');
    rows.writeRow(json, object);
    json.literal(']}');
  }
}
