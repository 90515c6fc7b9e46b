import { EtcdeckError } from '../../../contract/failure.ts';
import type { ObjectName, ValueNote } from '../../../contract/values.ts';
import { type JsonNode, type JsonObject, readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import type { Codec } from '../codec.ts';
import { mergeJson } from '../merge-json.ts';
import { isObjectText, readObjectJson, writeObjectJson } from '../object-json.ts';
import { printYaml } from '../yaml/print-yaml.ts';
import { placeInYaml, yamlToJson } from '../yaml/read-yaml.ts';

/** Kubernetes objects, stored as protobuf or JSON, as the YAML that kubectl prints. */
export const kubernetesCodec: Codec = {
  name: 'kubernetes',
  detect: ({ value, text }) => storedAs(value) === 'protobuf' || (text !== null && isObjectText(text)),
  async decode({ value }, { schema, showsManagedFields }) {
    const { json, unknownFields } = readObjectJson(await schema(), value);
    const root = readJson(json);
    const managers = managedFields(root);
    const hides = !showsManagedFields && managers?.kind === 'array' && managers.elements.length > 0;
    const notes: readonly ValueNote[] = [
      ...(unknownFields > 0 ? [{ kind: 'unknownFields', count: unknownFields } as const] : []),
      ...(hides ? [{ kind: 'managedFieldsHidden', managers: managers.elements.length } as const] : []),
    ];
    const shown = hides ? withManagedFields(root, null) : root;
    return { text: printYaml(shown), language: 'yaml', notes, object: nameOf(root) };
  },
  async encode({ text, base }, { schema, showsManagedFields }) {
    const table = await schema();
    const edited = yamlToJson(text);
    try {
      if (base === null) return writeObjectJson(table, edited, null);
      const { json } = readObjectJson(table, base.value);
      const root = readJson(edited);
      requireNames(root);
      const merged = mergeJson({ text: json, node: readJson(json) }, { text: edited, node: root });
      const kept = showsManagedFields ? null : keptManagedFields(json, root);
      return writeObjectJson(table, kept === null ? merged : spliceManagedFields(merged, kept), base.value);
    } catch (error) {
      throw placed(error, text);
    }
  },
};

function metadataOf(root: JsonNode): JsonObject | null {
  const metadata = root.kind === 'object' ? root.members.get('metadata') : undefined;
  return metadata?.kind === 'object' ? metadata : null;
}

function managedFields(root: JsonNode): JsonNode | undefined {
  return metadataOf(root)?.members.get('managedFields');
}

/** Returns the object with the given managed fields, or without any. */
function withManagedFields(root: JsonNode, fields: JsonNode | null): JsonNode {
  const metadata = metadataOf(root);
  if (metadata === null || root.kind !== 'object') return root;
  const members = new Map(metadata.members);
  if (fields === null) members.delete('managedFields');
  else members.set('managedFields', fields);
  return { ...root, members: new Map(root.members).set('metadata', { ...metadata, members }) };
}

/**
 * Returns the JSON of the managed fields that the edited text did not show; `null` where there are none, or where the
 * edited text has its own.
 */
function keptManagedFields(json: string, edited: JsonNode): string | null {
  const fields = managedFields(readJson(json));
  if (fields?.kind !== 'array' || fields.elements.length === 0) return null;
  return metadataOf(edited) === null || managedFields(edited) !== undefined
    ? null
    : json.slice(fields.start, fields.end);
}

/** Puts managed fields at the end of the metadata; their position has no meaning. */
function spliceManagedFields(json: string, fields: string): string {
  const metadata = metadataOf(readJson(json));
  if (metadata === null) return json;
  const before = json.slice(0, metadata.end - 1);
  return `${before}${metadata.members.size > 0 ? ',' : ''}"managedFields":${fields}${json.slice(metadata.end - 1)}`;
}

function nameOf(root: JsonNode): ObjectName | null {
  const textIn = (node: JsonNode | null, name: string): string | null => {
    const member = node?.kind === 'object' ? node.members.get(name) : undefined;
    return member?.kind === 'string' && member.value !== '' ? member.value : null;
  };
  const [apiVersion, kind] = [textIn(root, 'apiVersion'), textIn(root, 'kind')];
  if (apiVersion === null || kind === null) return null;
  const metadata = metadataOf(root);
  return { apiVersion, kind, namespace: textIn(metadata, 'namespace'), name: textIn(metadata, 'name') };
}

/** Members that an object needs to be read again. */
function requireNames(root: JsonNode): void {
  if (nameOf(root) !== null) return;
  const message = 'An object of Kubernetes has an apiVersion and a kind';
  throw new EtcdeckError({ code: 'ValueNotEncodable', message, detail: { path: '', pointer: '' } });
}

/** Returns an encoder's failure with the line of the part of the object that it is about. */
function placed(error: unknown, text: string): unknown {
  if (!(error instanceof EtcdeckError)) return error;
  const { pointer } = error.detail ?? {};
  if (error.code !== 'ValueNotEncodable' || typeof pointer !== 'string') return error;
  return new EtcdeckError({
    code: error.code,
    message: error.message,
    detail: { ...error.detail, ...placeInYaml(text, pointer) },
  });
}
