import { posix } from 'node:path';
import { kubeadmManifest } from '../../contract/connections/profile.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import type { LayoutCommands } from './layout-commands.ts';
import { unlessAbsent } from './shell-lines.ts';

const manifests = posix.dirname(kubeadmManifest);

/** Members that run as static pods: the kubelet starts what has a manifest, and stops what has none any more. */
export function kubeadmLayout(stamp: string): LayoutCommands {
  const aside = `/etc/kubernetes/recovery-${stamp}`;
  const [etcd, apiServer] = ['etcd.yaml', 'kube-apiserver.yaml'];
  const moveAside = (file: string): string => `[ -e ${aside}/${file} ] || mv ${manifests}/${file} ${aside}/${file}`;
  return {
    stop: () => [
      `mkdir -p ${aside}`,
      moveAside(etcd),
      unlessAbsent(`${manifests}/${apiServer}`, `mv ${manifests}/${apiServer} ${aside}/${apiServer}`),
      // One that was changed for a lone start; the original is put aside above.
      `rm -f ${manifests}/${etcd}`,
      "while crictl ps -q --name '^etcd$' | grep -q .; do sleep 1; done",
    ],
    start: () => [
      `cp ${aside}/${etcd} ${manifests}/${etcd}`,
      unlessAbsent(`${aside}/${apiServer}`, `mv ${aside}/${apiServer} ${manifests}/${apiServer}`),
    ],
    startAlone: () => [`sed ${shellWord(inserted(['--force-new-cluster']))} ${aside}/${etcd} >${manifests}/${etcd}`],
    afterAlone: () => [],
    startJoining: (_, initialCluster) => {
      const flags = [`--initial-cluster=${initialCluster}`, '--initial-cluster-state=existing'];
      const without = "-e '/--initial-cluster=/d' -e '/--initial-cluster-state=/d'";
      return [
        `sed ${without} -e ${shellWord(inserted(flags))} ${aside}/${etcd} >${manifests}/${etcd}`,
        unlessAbsent(`${aside}/${apiServer}`, `mv ${aside}/${apiServer} ${manifests}/${apiServer}`),
      ];
    },
    note: 'The API server of the host stops with it, and comes back with it.',
    isKubernetes: true,
  };
}

/** Returns an expression of GNU sed that adds flags behind the program in the manifest's command. */
function inserted(flags: readonly string[]): string {
  // JSON strings are YAML, whatever they hold.
  const lines = flags.map((flag) => `\\n\\1- ${JSON.stringify(flag).replace(/[\\&|]/g, '\\$&')}`);
  return `s|^\\( *\\)- etcd$|&${lines.join('')}|`;
}
