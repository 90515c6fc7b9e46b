import type { Command } from 'commander';
import { resourcesFolder } from '../../core/assets/assets.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { joined } from '../../core/terminal/printable.ts';
import { decodeValueLine, encodeValueLine } from '../../core/values/value-lines.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { linesOf } from '../lines.ts';

type Filter = (schema: KubernetesSchema, line: string) => object;

export function addValues(program: Command, start: Start): void {
  const values = program.command('values').description('read and write stored values as JSON, a line each');
  values
    .command('decode')
    .description('{"value": base64} on each line of stdin; prints {"codec", "json"} or {"error"} for it')
    .action(() => start('long', (invocation) => filter(invocation, decodeValueLine)));
  values
    .command('encode')
    .description('{"json": text, "base"?: base64} on each line of stdin; prints {"value"} or {"error"} for it')
    .action(() => start('long', (invocation) => filter(invocation, encodeValueLine)));
}

/** A line out for a line in, written as they come: a slow reader holds the input back. */
async function filter({ console, signal }: Invocation, answer: Filter): Promise<ExitCode> {
  const schema = await loadKubernetesSchema(resourcesFolder());
  for await (const lines of linesOf(console.readParts(signal))) {
    await console.print(joined(lines.map((line) => jsonLine(answer(schema, line)))));
    if (console.outputGone.aborted) break;
  }
  return 0;
}
