import type { DecodedValue } from '../../contract/values.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { StartJob } from '../work/job.ts';
import type { Reading } from './codec.ts';
import { coverDecoded } from './cover-decoded.ts';
import { buildSchema, messagesIn } from './proto/build-schema.ts';
import type { ProtoFile } from './proto/load-proto.ts';
import type { ValueDecoder } from './proto/proto-codec.ts';
import type { ProtoSchema } from './proto/proto-schema.ts';
import { type DecodeRequest, decodeValue, type EncodeRequest, encodeValue } from './read-value.ts';
import { holdsSecret } from './secrets/holds-secret.ts';
import { SearchBudget } from './secrets/search-budget.ts';
import { costOf } from './value-bounds.ts';

/** The work on a value, for this thread or a worker thread. */
export type ValueWork =
  | { readonly kind: 'decode'; readonly request: DecodeRequest }
  | { readonly kind: 'encode'; readonly request: EncodeRequest }
  /** `decoder`: of the value's key, whose text is covered too. */
  | { readonly kind: 'cover'; readonly value: Uint8Array; readonly decoder: ValueDecoder | null }
  | { readonly kind: 'search'; readonly value: Uint8Array }
  /** `message`: the type whose schema is wanted; `null`: the names of all types. */
  | { readonly kind: 'proto'; readonly files: readonly ProtoFile[]; readonly message: string | null };

/**
 * The result: a text for `decode`, bytes for `encode` and `cover`, a schema or names for `proto`; `clear` where there is
 * nothing to cover.
 */
export type ValueAnswer =
  | { readonly kind: 'decoded'; readonly decoded: DecodedValue }
  | { readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly kind: 'schema'; readonly schema: ProtoSchema }
  | { readonly kind: 'messages'; readonly messages: readonly string[] }
  | { readonly kind: 'found' }
  | { readonly kind: 'clear' };

/** Does the work, searching for Secrets within the budget. Fails as `ValuesApi` says. */
export async function workOn(
  work: ValueWork,
  schema: Reading['schema'],
  budget = new SearchBudget(),
): Promise<ValueAnswer> {
  try {
    return await answerTo(work, schema, budget);
  } catch (error) {
    throw costOf(error);
  }
}

async function answerTo(work: ValueWork, schema: Reading['schema'], budget: SearchBudget): Promise<ValueAnswer> {
  switch (work.kind) {
    case 'decode':
      return { kind: 'decoded', decoded: await decodeValue(work.request, schema, budget) };
    case 'encode':
      return { kind: 'bytes', value: await encodeValue(work.request, schema) };
    case 'cover': {
      const value = await coverDecoded(work, schema, budget);
      return value === null ? { kind: 'clear' } : { kind: 'bytes', value };
    }
    case 'search':
      return { kind: holdsSecret(work.value, budget) ? 'found' : 'clear' };
    case 'proto': {
      const { files, message } = work;
      if (message === null) return { kind: 'messages', messages: await messagesIn(files) };
      return { kind: 'schema', schema: await buildSchema(files, message) };
    }
  }
}

/** Does the same for large values, in a worker thread. */
export const startValues: StartJob<{ readonly resourcesFolder: string }, ValueWork, ValueAnswer, void> = ({
  resourcesFolder,
}) => ({
  take: (work) => workOn(work, () => loadKubernetesSchema(resourcesFolder)),
  finish: () => undefined,
});
