import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { parseSchema } from '../../core/kubernetes-storage/codec/parse-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';

const at = (path: string) => readFileSync(fileURLToPath(new URL(path, import.meta.url)));

/** By package and message, the numbers of the fields that Kubernetes 1.20 has: `1-3,7`. */
const fieldsOf120: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  at('fields-of-1.20.json').toString('utf8'),
);

/** The table that ships, of `resources`. */
interface StoredTable {
  readonly g: Readonly<Record<string, string>>;
  readonly p: readonly string[];
  readonly t: readonly (readonly [number, string, string | 0, readonly (number | string)[]])[];
}

/** Returns the shipped schema as it would be for Kubernetes 1.20: seventeen releases older. */
export function schemaOf120(): KubernetesSchema {
  const table: StoredTable = JSON.parse(
    brotliDecompressSync(at('../../../resources/kubernetes-schema.json.br')).toString('utf8'),
  );
  const numbersOf = (place: number, name: string) => fieldsOf120[table.p[place] ?? '']?.[name];
  const schema = parseSchema({
    ...table,
    t: table.t.map(([place, name, special, flat]) => {
      const numbers = numbersOf(place, name);
      // A message that got its name later is kept as it is: a field of then may hold it by now.
      return [place, name, special, numbers === undefined ? flat : fieldsWithin(flat, numbers)];
    }),
  });
  const known = new Set(
    table.t.flatMap(([place, name]) => (numbersOf(place, name) ? [`${table.p[place]}.${name}`] : [])),
  );
  return { ...schema, messages: new Map([...schema.messages].filter(([name]) => known.has(name))) };
}

function fieldsWithin(flat: readonly (number | string)[], numbers: string): readonly (number | string)[] {
  const ranges = numbers.split(',').map((range) => range.split('-').map(Number));
  const has = (number: number) => ranges.some(([first = 0, last = first]) => number >= first && number <= last);
  return flat.filter((_, index) => has(Number(flat[index - (index % 4)])));
}
