import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { isCover } from '../../values/secrets/secret-marks.ts';
import { JsonParts, jsonOf } from '../objects/json-text.ts';

/** The annotation of an object of which nothing but its names can be answered. */
const annotation = 'etcdeck/masked';

/**
 * Returns a Secret's covered JSON with the covers of its data in base64, which clients insist on; other JSON as it is.
 */
export function withEncodedCovers(json: string): string {
  const object = new JsonParts(json, readJson(json));
  if (object.of('kind').string() !== 'Secret' || !object.of('data').isThere) return json;
  const data = object
    .of('data')
    .members()
    .map(([name, value]) => {
      const text = value.string();
      return [name, isCover(text) ? JSON.stringify(Buffer.from(text).toString('base64')) : value.json()] as const;
    });
  return jsonOf(
    object.members().map(([name, value]) => [name, name === 'data' ? jsonOf(data) : value.json()] as const),
  );
}

/**
 * Returns the JSON of an object that holds a Secret where it cannot be covered in place: its names and labels, and an
 * annotation with the cover. `stored`: the value without encryption.
 */
export function namesAlone(stored: Uint8Array, cover: string): string | null {
  const head = readHead(stored);
  if (head === null) return null;
  const labels = [...head.labels].map(([name, value]) => [name, JSON.stringify(value)] as const);
  return jsonOf([
    ['kind', JSON.stringify(head.kind)],
    ['apiVersion', JSON.stringify(head.apiVersion)],
    [
      'metadata',
      jsonOf([
        ['name', JSON.stringify(head.name)],
        ['namespace', head.namespace === null ? null : JSON.stringify(head.namespace)],
        ['uid', head.uid === '' ? null : JSON.stringify(head.uid)],
        ['labels', labels.length === 0 ? null : jsonOf(labels)],
        ['annotations', jsonOf([[annotation, JSON.stringify(cover)]])],
      ]),
    ],
  ]);
}
