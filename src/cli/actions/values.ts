import type { CallOptions } from '../../contract/abort.ts';
import type { ValuesApi } from '../../contract/values.ts';
import { resourcesFolder } from '../../core/assets/assets.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { joined, words } from '../../core/terminal/printable.ts';
import { decodeKeyedLine, encodeKeyedLine } from '../../core/values/keyed-lines.ts';
import { decodeValueLine, encodeValueLine, type LineAnswer } from '../../core/values/value-lines.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { linesOf } from '../lines.ts';

interface Filter {
  /** The code for stderr where lines failed. */
  readonly code: 'ValueMalformed' | 'ValueNotEncodable';
  readonly answer: (schema: KubernetesSchema, line: string) => LineAnswer;
  /** `null` where the operator has no decoder for the line's key. */
  readonly answerByKey: (values: ValuesApi, line: string, options: CallOptions) => Promise<LineAnswer | null>;
}

export interface ValuesOptions {
  readonly decoders?: boolean;
}

const decoding: Filter = { code: 'ValueMalformed', answer: decodeValueLine, answerByKey: decodeKeyedLine };
const encoding: Filter = { code: 'ValueNotEncodable', answer: encodeValueLine, answerByKey: encodeKeyedLine };

export function decode(invocation: Invocation, options: ValuesOptions): Promise<ExitCode> {
  return run(invocation, decoding, options);
}

export function encode(invocation: Invocation, options: ValuesOptions): Promise<ExitCode> {
  return run(invocation, encoding, options);
}

async function run(invocation: Invocation, filter: Filter, { decoders }: ValuesOptions): Promise<ExitCode> {
  const schema = await loadKubernetesSchema(resourcesFolder());
  const plain: Answer = async (line) => filter.answer(schema, line);
  if (!decoders) return await answerLines(invocation, filter, plain);
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
