import { readdir, readFile, readlink } from 'node:fs/promises';

/**
 * Returns the addresses of TCP that a process listens on, by default this one, in hex, from Linux's own list; nothing on
 * other systems, and for a process that has ended.
 */
export async function listeners(pid: number | 'self' = 'self'): Promise<readonly string[]> {
  if (process.platform !== 'linux') return [];
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const links = fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''));
  const own = new Set((await Promise.all(links)).map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  return (await listening()).flatMap(({ address, inode }) => (own.has(inode) ? [address] : []));
}

/** Returns every address of TCP that is listened on, in hex, with its socket's inode. */
export async function listening(): Promise<readonly { readonly address: string; readonly inode: string }[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/self/net/${name}`, 'utf8')));
  return tables.flatMap((table) =>
    table.split('\n').flatMap((line) => {
      const [, address = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      return state === '0A' ? [{ address, inode }] : [];
    }),
  );
}
