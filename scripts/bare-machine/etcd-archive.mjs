import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { obtainEtcds } from '../checks/etcd.mjs';

/**
 * A stand-in for the site of etcd's releases, with the programs of this machine; or why there is none.
 * @returns {Promise<{ release: { archive: string, sha256: string }, close: () => void } | { missing: string }>}
 */
export async function serveEtcd() {
  const found = await obtainEtcds();
  if ('missing' in found) return found;
  const binary = realpathSync(found.etcds[0]?.binary ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-archive-'));
  try {
    const top = join(folder, 'etcd-release');
    mkdirSync(top);
    for (const name of ['etcd', 'etcdctl', 'etcdutl']) {
      cpSync(join(dirname(binary), name), join(top, name), { force: true, dereference: true, recursive: true });
    }
    execFileSync('tar', ['-czf', join(folder, 'etcd.tar.gz'), '-C', folder, 'etcd-release']);
    const bytes = readFileSync(join(folder, 'etcd.tar.gz'));
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a server of TCP has a port');
    const release = {
      archive: `http://127.0.0.1:${address.port}/etcd.tar.gz`,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    return { release, close: () => server.close() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
