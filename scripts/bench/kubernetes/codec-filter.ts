import { JsonWriter } from '../../../src/core/kubernetes-storage/codec/json-writer.ts';
import { loadKubernetesSchema } from '../../../src/core/kubernetes-storage/codec/load-schema.ts';
import { type Printed, printObject } from '../../../src/core/kubernetes-storage/codec/print/printer.ts';
import { messageOf } from '../../../src/core/kubernetes-storage/codec/schema.ts';
import { readTypeMeta } from '../../../src/core/kubernetes-storage/codec/type-meta.ts';

/** As many bytes are written at once. */
const flushed = 1_000_000;

// The same filter as `go-codec/main.go`. It keeps bytes, as what serves lists to clients of Kubernetes does.
const schema = await loadKubernetesSchema(process.argv[2] ?? '');
const writer = new JsonWriter();
const copy = ({ json }: Printed): void => writer.copy(json);
const prefixes = new Map<string, Buffer>();

function write(stored: Uint8Array): void {
  const { apiVersion, kind, raw: bytes } = readTypeMeta(stored) ?? {};
  const message = apiVersion === undefined || kind === undefined ? undefined : messageOf(schema, apiVersion, kind);
  if (bytes === undefined || message === undefined) throw new Error(`no message for ${kind} of ${apiVersion}`);
  let prefix = prefixes.get(message.name);
  if (prefix === undefined) {
    prefix = Buffer.from(`{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)}`);
    prefixes.set(message.name, prefix);
  }
  printObject(message, { bytes, start: 0, end: bytes.length, origin: 0 }, prefix, copy);
  writer.literal('\n');
}

let rest: Buffer = Buffer.alloc(0);
for await (const chunk of process.stdin) {
  const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    write(bytes.subarray(at + 4, end));
    at = end;
    if (writer.length >= flushed) process.stdout.write(writer.takeBytes());
  }
  rest = bytes.subarray(at);
}
process.stdout.write(writer.takeBytes());
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error(user + system);
});
