import { z } from 'zod';
import type { ErrorCode, Failure } from '../../contract/failure.ts';
import { failureWords } from '../../contract/failure-words/every-failure.ts';

/** The last moment that a `Date` can show. */
export const lastMoment = 8_640_000_000_000_000;

const most = { text: 2_000, facts: 20 } as const;
const text = z.string().transform((all) => all.slice(0, most.text));
const isCode = (code: string): code is ErrorCode => Object.hasOwn(failureWords, code);

/** A failure as the settings store it; the code of a newer version is none of this one's. */
export const failureSchema = z
  .object({
    code: z.string().transform((code): ErrorCode => (isCode(code) ? code : 'Unrecognised')),
    message: text,
    endpoint: text.optional(),
    retry: z.boolean(),
    detail: z
      .record(z.string().max(64), z.union([z.number(), text]))
      .refine((facts) => Object.keys(facts).length <= most.facts)
      .optional()
      .catch(undefined),
  })
  .transform(
    ({ code, message, endpoint, retry, detail }): Failure => ({
      ...{ code, message, retry },
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(detail === undefined ? {} : { detail }),
    }),
  );
