import type { ObjectView } from '../../../contract/kubernetes.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import type { StoredDocument } from '../../kubernetes-storage/heads/stored-document.ts';

const dataField = 2;
const entryField = { key: 1, value: 2 } as const;

/** Returns the data of a Secret in clear, by name. For a window only where it was revealed. */
export function readSecretData(document: StoredDocument): ObjectView['secretData'] {
  const data = document.form === 'json' ? ofJson(document.object) : ofProtobuf(document.meta.raw);
  return data.map(([name, bytes]) => ({ name, text: plainTextOf(bytes), bytes: bytes.length }));
}

type Data = readonly (readonly [name: string, bytes: Uint8Array])[];

function ofProtobuf(raw: Uint8Array): Data {
  return new ProtoFields(raw).all(dataField).map((bytes) => {
    const entry = new ProtoFields(bytes);
    return [entry.text(entryField.key), entry.bytes(entryField.value)] as const;
  });
}

function ofJson(object: unknown): Data {
  const data = new JsonMembers(object).of('data').textMap();
  return [...data].map(([name, base64]) => [name, Buffer.from(base64, 'base64')] as const);
}
