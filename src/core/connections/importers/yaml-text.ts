import { parse as parseYaml } from 'yaml';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';

const yamlLine = /^[ \t]*[\w"'-]+[ \t]*:/m;

/** Returns the first document of a YAML text, `null` where it is none or costs too much to read. */
export function yamlOrNull(text: string): unknown {
  if (!yamlLine.test(text) || deepPlaceIn(text) !== null) return null;
  try {
    // The first document counts; a few aliases are normal, thousands are an attack.
    return parseYaml(text.split(/^---\s*$/m).find((part) => part.trim() !== '') ?? '', { maxAliasCount: 50 });
  } catch {
    return null;
  }
}
