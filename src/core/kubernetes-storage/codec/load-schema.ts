import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { readProductFile } from '../../assets/product-files.ts';
import { parseSchema } from './parse-schema.ts';
import type { KubernetesSchema } from './schema.ts';

const loading = new Map<string, Promise<KubernetesSchema>>();

/**
 * Returns the schema that ships in the resources folder. Read at the first call (about 15 ms of this process's time),
 * and shared from then on. A failed read is retried by the next call.
 */
export function loadKubernetesSchema(resourcesFolder: string): Promise<KubernetesSchema> {
  const known = loading.get(resourcesFolder);
  if (known !== undefined) return known;
  const schema = readSchema(join(resourcesFolder, 'kubernetes-schema.json.br'));
  loading.set(resourcesFolder, schema);
  schema.catch(() => loading.delete(resourcesFolder));
  return schema;
}

async function readSchema(file: string): Promise<KubernetesSchema> {
  const table = await promisify(brotliDecompress)(await readProductFile(file));
  return parseSchema(JSON.parse(table.toString('utf8')));
}
