import { EtcdeckError } from '../../../contract/failure.ts';
import { yamlToJson } from '../yaml/read-yaml.ts';

/** The most characters of YAML read at once. YAML is read at 0.3 MB/s, far slower than all else. */
const mostYaml = 32 * 1024;
/** Anchors: a few aliases can expand to millions of nodes. */
const anchor = /[\s[{,:-]&\S/;

/** Returns the JSON of a YAML document; `null` where a text is not YAML, is too long, or has anchors. */
export function plainYamlJson(text: string): string | null {
  if (text.length > mostYaml || anchor.test(text)) return null;
  try {
    return yamlToJson(text);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
