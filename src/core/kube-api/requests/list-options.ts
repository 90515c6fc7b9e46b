import { badRequest } from '../../kube-answers/answers/status.ts';

/** The parameters of a get, a list or a watch; `null` where absent or empty. */
export interface ListOptions {
  /** `null`: all. */
  readonly limit: number | null;
  readonly continue: string | null;
  readonly resourceVersion: string | null;
  readonly resourceVersionMatch: string | null;
  readonly labelSelector: string | null;
  readonly fieldSelector: string | null;
  readonly includeObject: string | null;
  readonly isWatch: boolean;
  readonly timeoutSeconds: number | null;
  readonly allowsBookmarks: boolean;
  readonly sendsInitialEvents: boolean;
}

/** Returns the parameters of a request. Fails with a `Refusal` (400) for a number that is none. */
export function listOptionsOf(query: URLSearchParams): ListOptions {
  const text = (name: string): string | null => query.get(name) || null;
  const flag = (name: string): boolean => ['1', 'true'].includes(query.get(name) ?? '');
  return {
    limit: numberIn(query, 'limit') || null,
    continue: text('continue'),
    resourceVersion: text('resourceVersion'),
    resourceVersionMatch: text('resourceVersionMatch'),
    labelSelector: text('labelSelector'),
    fieldSelector: text('fieldSelector'),
    includeObject: text('includeObject'),
    isWatch: flag('watch'),
    timeoutSeconds: numberIn(query, 'timeoutSeconds') || null,
    allowsBookmarks: flag('allowWatchBookmarks'),
    sendsInitialEvents: flag('sendInitialEvents'),
  };
}

function numberIn(query: URLSearchParams, name: string): number | null {
  const text = query.get(name);
  if (!text) return null;
  const value = Number(text);
  if (/^\d{1,15}$/.test(text)) return value;
  throw badRequest(`unable to convert ${name} to a number`);
}
