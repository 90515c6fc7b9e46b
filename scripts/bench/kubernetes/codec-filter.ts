import { decodeObject } from '../../../src/core/kubernetes-storage/codec/decode.ts';
import { loadKubernetesSchema } from '../../../src/core/kubernetes-storage/codec/load-schema.ts';

/** As much text is written at once. */
const flushed = 1_000_000;

// The same filter as `go-codec/main.go`.
const schema = await loadKubernetesSchema(process.argv[2] ?? '');
let rest: Buffer = Buffer.alloc(0);
let lines = '';
for await (const chunk of process.stdin) {
  const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    lines += `${decodeObject(schema, bytes.subarray(at + 4, end)).json}\n`;
    at = end;
    if (lines.length < flushed) continue;
    process.stdout.write(lines);
    lines = '';
  }
  rest = bytes.subarray(at);
}
process.stdout.write(lines);
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error(user + system);
});
