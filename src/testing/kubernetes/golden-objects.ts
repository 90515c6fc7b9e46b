import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An object of Kubernetes' own golden test data: one of each kind, every field filled. */
export interface GoldenObject {
  /** The name of its files: `apps.v1.Deployment`. */
  readonly name: string;
  /** The bytes that a registry stores, envelope included. */
  readonly stored: Uint8Array;
  /** The text that Go prints for it, compact. */
  readonly json: string;
}

/** The folder that `ETCDECK_KUBERNETES_SRC` names, with Kubernetes API sources somewhere below it, or `null`. */
export function kubernetesSources(): string | null {
  return process.env.ETCDECK_KUBERNETES_SRC || null;
}

const layouts = [['src', 'k8s.io'], ['k8s.io'], ['staging', 'src', 'k8s.io'], []];
const places = [
  ['api', 'testdata'],
  ['apiextensions-apiserver', 'pkg', 'apis', 'testdata'],
];

/**
 * The golden objects of the sources' own release (`HEAD`), or of an older one that they carry along (`v1.33.0`). Reads
 * them from disk at each call. Throws where there are none: ask `kubernetesSources` first.
 */
export function goldenObjects(release = 'HEAD'): readonly GoldenObject[] {
  const sources = kubernetesSources();
  if (sources === null) throw new Error('ETCDECK_KUBERNETES_SRC names no Kubernetes API sources.');
  const folders = layouts
    .flatMap((layout) => places.map((place) => join(sources, ...layout, ...place, release)))
    .filter((folder) => existsSync(folder));
  if (folders.length === 0) throw new Error(`${sources} has no golden objects of ${release}.`);
  return folders.flatMap(objectsIn);
}

function objectsIn(folder: string): readonly GoldenObject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pb') && !file.endsWith('.after_roundtrip.pb'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.pb'.length);
      return {
        name,
        stored: readFileSync(join(folder, file)),
        json: compact(readFileSync(join(folder, `${name}.json`), 'utf8')),
      };
    });
}

/** Returns JSON without its line breaks and indents. It is not parsed, which would change the order of members. */
function compact(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, literal: string | undefined) => literal ?? '');
}
