import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { fillForRestore, restoreAsPrinted } from '../../testing/restored-cluster.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { canBumpRevision } from '../etcdctl/restore-words.ts';

const { etcd, version } = chosenEtcd();

describe(`a snapshot of etcd ${version}`, () => {
  let cluster: TestCluster;
  let app: OpenedApp;
  let [plain, locked, bare] = ['', '', ''];
  beforeAll(async () => {
    cluster = await startCluster();
    await fillForRestore(cluster.target(), 300);
    app = await openApp(cluster.draft());
    const at = (name: string): string => join(app.folder, `${name}.db`);
    [plain, locked, bare] = [at('plain'), at('locked'), at('bare')];
    await cluster.etcdctl('snapshot', 'save', plain);
    await cluster.etcdctl('user', 'add', 'root:rootpw');
    await cluster.etcdctl('user', 'grant-role', 'root', 'root');
    await cluster.etcdctl('auth', 'enable');
    await cluster.etcdctl('--user=root:rootpw', 'snapshot', 'save', locked);
    const whole = await readFile(plain);
    await writeFile(bare, whole.subarray(0, -32));
    await app.api.settings.update({ changes: { etcdBinary: etcd } });
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  it.each(canBumpRevision(version) ? [null, 1_000_000_000] : [null])(
    'is restored by the printed commands, raised by %s, and every member serves it',
    async (bumpRevision) => {
      const restored = await restoreAsPrinted(app.api, plain, { bumpRevision });
      try {
        const connection = await app.open(restored.draft);
        const hashes = await app.api.restores.compareHash({ file: plain, connection });
        expect(hashes.map(({ isEqual }) => isEqual)).toEqual([true, true, true]);
        await app.leave(connection);
      } finally {
        await restored.close();
      }
    },
  );

  it('is rehearsed, with auth, without, and without the hash at its end', async () => {
    for (const file of [plain, locked, bare]) {
      for await (const notice of app.api.restores.rehearse({ file, etcd: dirname(etcd) })) {
        if (notice.kind === 'rehearsed') expect(notice.rehearsal).toMatchObject({ served: true, etcdVersion: version });
      }
    }
  });
});
