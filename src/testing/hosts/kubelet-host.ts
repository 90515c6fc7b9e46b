import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { yamlToJson } from '../../core/values/yaml/read-yaml.ts';
import { hostProgram } from './host-program.ts';
import type { HostBeginning, SupervisedHost } from './supervised-host.ts';
import { SupervisedMember } from './supervised-member.ts';

const kubernetes = 'etc/kubernetes';

/**
 * Stands for a host of a control plane: the member runs while its manifest is in the kubelet's folder, and as that says;
 * `crictl` lists it while it runs. It is not started again when it ends by itself.
 */
export async function kubeletHost(manifest: string, { root, pid }: HostBeginning): Promise<SupervisedHost> {
  const manifests = join(root, kubernetes, 'manifests');
  const file = join(manifests, 'etcd.yaml');
  await mkdir(manifests, { recursive: true });
  await writeFile(file, manifest);
  await writeFile(join(manifests, 'kube-apiserver.yaml'), 'kind: Pod\n');
  const member = new SupervisedMember(join(root, 'etcd.log'), pid);
  let seen: string | null = manifest;
  const look = async (): Promise<void> => {
    const text = await readFile(file, 'utf8').catch(() => null);
    // A file that is being written is no manifest yet.
    if (text === seen || (text !== null && commandIn(text) === null)) return;
    seen = text;
    await member.stop();
    const command = text === null ? null : commandIn(text);
    if (command !== null) await member.start(command);
  };
  let looking = Promise.resolve();
  const watcher: FSWatcher = watch(manifests, () => {
    looking = looking.then(look);
  });
  const bin = join(root, 'bin');
  const program = await hostProgram(bin, 'crictl', async (args) => {
    if (args.join(' ') !== 'ps -q --name ^etcd$') return { exitCode: 1, output: `crictl: not known here: ${args}\n` };
    return { exitCode: 0, output: member.isRunning() ? 'e7cd\n' : '' };
  });
  return {
    bin,
    start: () => member.start(commandIn(manifest) ?? []),
    placed: (line) => line.replaceAll(`/${kubernetes}`, join(root, kubernetes)),
    async leftovers() {
      const there = await readdir(manifests);
      return ['etcd.yaml', 'kube-apiserver.yaml'].filter((pod) => !there.includes(pod));
    },
    async close() {
      watcher.close();
      await looking;
      await program.close();
    },
  };
}

/** The command of a pod's one container, where `$$` stands for a `$`. `null` where the text is no whole manifest. */
function commandIn(text: string): readonly string[] | null {
  try {
    const pod: unknown = JSON.parse(yamlToJson(text));
    // What it is not ends here as it does without one.
    const { spec } = pod as { readonly spec: { readonly containers: readonly { readonly command: string[] }[] } };
    const [container] = spec.containers;
    return container?.command.map((word) => word.replaceAll('$$', () => '$')) ?? null;
  } catch {
    return null;
  }
}
