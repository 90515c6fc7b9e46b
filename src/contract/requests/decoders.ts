import { z } from 'zod';
import { line, nothing, path } from './schema.ts';

const decoder = line(64).min(1);
const files = z.array(path).max(100).readonly();

/** The requests of `DecodersApi`, checked. */
export const decodersRequests = {
  list: nothing,
  save: z.strictObject({
    draft: z.strictObject({
      id: decoder.nullable(),
      name: line(128),
      keys: z.string().max(1_024),
      files,
      message: line(1_024),
    }),
  }),
  remove: z.strictObject({ decoder }),
  move: z.strictObject({ decoder, place: z.number().int().min(0).max(100) }),
  messages: z.strictObject({ files }),
};
