import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubectls, runClient } from '../../testing/kubernetes/kube-clients.ts';
import { type ServedRegistry, sampleFile, serveSnapshot } from '../../testing/kubernetes/served-registry.ts';

const [kubectl] = kubectls();
const page = join(import.meta.dirname, '..', '..', '..', 'docs', 'guide', 'kube-api.md');

let folder: string;
let served: ServedRegistry;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-recorded-'));
  const backup = join(folder, 'backup.db');
  await copyFile(sampleFile, backup);
  served = await serveSnapshot(backup);
}, 60_000);
afterAll(async () => {
  await served?.close();
  await rm(folder, { recursive: true });
});

/** The lines that the guide's terminal shows, each with what it printed. */
async function recorded(): Promise<readonly (readonly [line: string, printed: string])[]> {
  const [, terminal = ''] = /^```console\n([^`]*)^```/m.exec(await readFile(page, 'utf8')) ?? [];
  const parts = terminal.split(/^\$ kubectl /m).slice(1);
  return parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trimEnd()]);
}

/** What a day changes: ages, and the columns that their length moves. */
const lasting = (text: string): string => text.replaceAll(/\b\d+[dhms]\b/g, 'AGE').replaceAll(/ +/g, ' ');

describe.skipIf(kubectl === undefined)('the terminal of the guide', () => {
  it('prints what it shows', async () => {
    const lines = await recorded();
    expect(lines.length).toBeGreaterThan(3);
    for (const [line, printed] of lines) {
      const args = ['--kubeconfig', served.kubeconfig, ...line.split(' ')];
      const { stdout, stderr } = await runClient(kubectl?.path ?? '', args, { home: folder });
      expect(lasting((stderr + stdout).trimEnd()), line).toBe(lasting(printed));
    }
  });
});
