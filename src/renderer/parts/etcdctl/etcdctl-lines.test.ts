import { expect, it } from 'vitest';
import type { LeaseId } from '../../../contract/ids.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { getLine, guardedDeleteLine, guardedPutLine } from './etcdctl-lines.ts';

it('quotes a key for the shell', () => {
  expect(getLine(bytesOf('/registry/pods/a'))).toBe('etcdctl get /registry/pods/a');
  expect(getLine(bytesOf("it's"))).toBe("etcdctl get 'it'\\''s'");
  expect(getLine(bytesOf('-v'))).toBe('etcdctl get -- -v');
  expect(getLine(Uint8Array.of(0))).toBeNull();
});

// Run against etcdctl 3.5: it writes exactly these bytes, and nothing when the revision differs.
it('quotes a guarded write as etcdctl txn reads it', () => {
  expect(guardedPutLine(bytesOf('/a "q" \\x'), Uint8Array.of(0x61, 0x0a, 0x22, 0xff), 0, null)).toBe(
    'etcdctl txn <<\'END\'\nmod("/a \\"q\\" \\\\x") = "0"\n\nput "/a \\"q\\" \\\\x" "a\\n\\"\\xff"\n\n\nEND',
  );
  expect(guardedDeleteLine(bytesOf('/a'), 7)).toBe('etcdctl txn <<\'END\'\nmod("/a") = "7"\n\ndel "/a"\n\n\nEND');
});

it('names the lease, which a write without one takes away', () => {
  // A lease's id as the contract has it.
  const lease = '694d7a5b0c3e1f02' as LeaseId;
  expect(guardedPutLine(bytesOf('/a'), bytesOf('v'), 7, lease)).toContain('put "/a" "v" --lease=694d7a5b0c3e1f02\n');
});

it('says nothing where etcdctl could not read it', () => {
  expect(guardedDeleteLine(bytesOf('/f(x)'), 7)).toBeNull();
  expect(guardedPutLine(bytesOf('/a'), new Uint8Array(5_000), 7, null)).toBeNull();
});
