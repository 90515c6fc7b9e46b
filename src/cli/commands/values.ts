import type { Command } from 'commander';
import type { CallOptions } from '../../contract/abort.ts';
import type { ValuesApi } from '../../contract/values.ts';
import { resourcesFolder } from '../../core/assets/assets.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { joined, words } from '../../core/terminal/printable.ts';
import { decodeKeyedLine, encodeKeyedLine } from '../../core/values/keyed-lines.ts';
import { decodeValueLine, encodeValueLine, type LineAnswer } from '../../core/values/value-lines.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation, Start } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { linesOf } from '../lines.ts';

interface Filter {
  /** The code for stderr where lines failed. */
  readonly code: 'ValueMalformed' | 'ValueNotEncodable';
  readonly answer: (schema: KubernetesSchema, line: string) => LineAnswer;
  /** `null` where the operator has no decoder for the line's key. */
  readonly answerByKey: (values: ValuesApi, line: string, options: CallOptions) => Promise<LineAnswer | null>;
}

interface ValuesOptions {
  readonly decoders?: boolean;
}

const decodersHelp = 'also by the custom decoders of the settings, for lines with a "key" (base64)';

/** Declares `values decode` and `values encode`, which need no cluster. */
export function addValues(program: Command, start: Start): void {
  const values = program
    .command('values')
    .description('read and write stored values as JSON, a line each; exit code 1 where a line failed');
  const decode: Filter = { code: 'ValueMalformed', answer: decodeValueLine, answerByKey: decodeKeyedLine };
  const encode: Filter = { code: 'ValueNotEncodable', answer: encodeValueLine, answerByKey: encodeKeyedLine };
  values
    .command('decode')
    .description('{"value": base64} on each line of stdin; prints {"codec", "json"} or {"error"} for it')
    .option('--decoders', decodersHelp)
    .action(({ decoders }: ValuesOptions) => start('long', (invocation) => run(invocation, decode, decoders ?? false)));
  values
    .command('encode')
    .description('{"json": text, "base"?: base64} on each line of stdin; prints {"value"} or {"error"} for it')
    .option('--decoders', decodersHelp)
    .action(({ decoders }: ValuesOptions) => start('long', (invocation) => run(invocation, encode, decoders ?? false)));
}

async function run(invocation: Invocation, filter: Filter, usesDecoders: boolean): Promise<ExitCode> {
  const schema = await loadKubernetesSchema(resourcesFolder());
  const plain: Answer = async (line) => filter.answer(schema, line);
  if (!usesDecoders) return await answerLines(invocation, filter, plain);
  const { signal } = invocation;
  return await invocation.withApi(({ values }) =>
    answerLines(
      invocation,
      filter,
      async (line) => (await filter.answerByKey(values, line, { signal })) ?? plain(line),
    ),
  );
}

type Answer = (line: string) => Promise<LineAnswer>;

/** Prints a line for each line as they come: a slow reader holds the input back. Returns 1 where a line failed. */
async function answerLines(
  { console, format, signal }: Invocation,
  { code }: Filter,
  answer: Answer,
): Promise<ExitCode> {
  let count = 0;
  let failed = 0;
  for await (const lines of linesOf(console.readParts(signal))) {
    const answers: LineAnswer[] = [];
    for (const line of lines) answers.push(await answer(line));
    count += answers.length;
    failed += answers.filter((one) => 'error' in one).length;
    await console.print(joined(answers.map(jsonLine)));
    // The reader of the answers has closed the pipe.
    if (console.outputGone.aborted) return 0;
  }
  if (failed === 0) return 0;
  const message = `${failed} of ${count} ${count === 1 ? 'line' : 'lines'} failed; each says why in its place`;
  console.tell(format === 'json' ? jsonLine({ error: { code, message } }) : words`etcdeck: ${message}.\n`);
  return 1;
}
