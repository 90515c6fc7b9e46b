import { z } from 'zod';
import { line, path } from './schema.ts';

/** The requests of `FilesApi`, checked. */
export const filesRequests = {
  list: z.strictObject({ folder: path.nullable() }),
  pick: z.strictObject({
    purpose: z.enum(['open', 'save', 'folder', 'newFolder']),
    title: line(200),
    suggested: path.nullable(),
  }),
  kind: z.strictObject({ file: path }),
};
