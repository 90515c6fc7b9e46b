import { type Command, Option } from 'commander';
import type { KubeApiOptions } from '../actions/kube-api.ts';
import type { Start } from '../invocation.ts';
import { port, wholeNumber } from '../numbers.ts';

export function addKubeApi(program: Command, start: Start): void {
  program
    .command('kube-api')
    .description(
      'serve the Kubernetes objects of a cluster, a past revision or a snapshot to kubectl, k9s, helm and Headlamp, ' +
        'read-only; writes a kubeconfig, and removes it when it is stopped',
    )
    .option('--snapshot <file>', 'serve the objects of a snapshot instead of a cluster')
    .option('--rev <revision>', 'serve the objects as they were at this revision', wholeNumber(0))
    .addOption(new Option('--at <time>', 'as they were at this time, as 2026-11-16T09:30:00Z').conflicts('rev'))
    .option('--registry <prefix>', 'the prefix of the objects; by default the first one that is found')
    .option('--port <port>', 'the port to listen on, on 127.0.0.1; a free one by default', port)
    .option('--kubeconfig <file>', 'write the kubeconfig here; by default into the settings folder')
    .addOption(
      new Option(
        '--merge [file]',
        "add a context to this kubeconfig of yours instead; by default kubectl's own ($KUBECONFIG, ~/.kube/config)",
      ).conflicts('kubeconfig'),
    )
    .option('--use-context', 'with --merge: make the context the current one')
    .option('--reveal', 'the data of Kubernetes Secrets in clear')
    .option('--encryption-config <file>', "the API server's EncryptionConfiguration, for what is encrypted at rest")
    .option('--log', 'print a line for each request on stderr')
    .action((options: KubeApiOptions) =>
      start('long', async (invocation) => (await import('../actions/kube-api.ts')).kubeApi(invocation, options)),
    );
}
