import type { z } from 'zod';

/** Says what is wrong with a request in one line: where, and what. Never repeats what was sent. */
export function explain(error: z.ZodError): string {
  const issues = error.issues.slice(0, 3).map((issue) => {
    const place = issue.path.map(String).join('.') || 'request';
    return `${place}: ${issue.message}`.slice(0, 200);
  });
  return `The request does not hold: ${issues.join('; ')}`;
}
