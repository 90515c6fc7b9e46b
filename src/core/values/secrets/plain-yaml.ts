import { EtcdError } from '../../../contract/failure.ts';
import { yamlToJson } from '../yaml/read-yaml.ts';

/** Of one value. Reading YAML costs far more than all else: 0.3 MB/s. */
export const mostYaml = 32 * 1024;
/** What aliases point to: a few of them become millions of nodes. */
const anchor = /[\s[{,:-]&\S/;

/** The JSON of a YAML document, `null` where it is none, or has anchors. */
export function plainYamlJson(text: string): string | null {
  if (anchor.test(text)) return null;
  try {
    return yamlToJson(text);
  } catch (error) {
    if (error instanceof EtcdError) return null;
    throw error;
  }
}
