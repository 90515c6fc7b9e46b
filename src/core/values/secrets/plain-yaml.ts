import { EtcdeckError } from '../../../contract/failure.ts';
import { yamlToJson } from '../yaml/read-yaml.ts';

/** How much YAML is read at once: 0.3 MB/s is far slower than all else. */
const mostYaml = 32 * 1024;
/** What aliases point to: a few of them become millions of nodes. */
const anchor = /[\s[{,:-]&\S/;

/** Returns the JSON of a YAML document; `null` where a text is none, is long, or has anchors. */
export function plainYamlJson(text: string): string | null {
  if (text.length > mostYaml || anchor.test(text)) return null;
  try {
    return yamlToJson(text);
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
