import { existsSync } from 'node:fs';

/**
 * The Kubernetes API sources that tests take golden objects from, of ETCDECK_KUBERNETES_SRC. Tests that need them are
 * skipped without.
 * @returns {Promise<{ folder: string } | { missing: string }>}
 */
export async function obtainKubernetesSources() {
  const folder = process.env.ETCDECK_KUBERNETES_SRC;
  if (!folder) {
    const missing =
      'the golden objects of Kubernetes are not here: ETCDECK_KUBERNETES_SRC names no Kubernetes API sources. Give it ' +
      '/usr/share/gocode of golang-k8s-{api,apimachinery,apiextensions-apiserver}-dev (Debian sid), or a folder with ' +
      'checkouts of kubernetes/{api,apimachinery,apiextensions-apiserver}';
    return { missing };
  }
  // A wrong folder is not an absent one: the tests that look into it fail, and say what they looked for.
  if (!existsSync(folder)) throw new Error(`ETCDECK_KUBERNETES_SRC names ${folder}, which does not exist`);
  return { folder };
}
