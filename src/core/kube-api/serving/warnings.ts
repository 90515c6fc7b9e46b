import type { Served } from '../../kube-answers/resources/served-resource.ts';

/** What is served, in words. */
export interface ServedWords {
  /** The name of the source: a connection's, or a file's. */
  readonly name: string;
  /** The revision that everything is read at; `null`: the newest one. */
  readonly revision: number | null;
  /** Whether the data of Secrets are answered as they are. */
  readonly reveal: boolean;
}

/** What clients are warned of: a `Warning` header, which kubectl and helm print. */
export interface Warnings {
  of(served: Served): readonly string[];
  /** Those of a list that turned out to be empty. */
  ofEmpty(served: Served): readonly string[];
}

/** What is said of an empty list of events: API servers are often started with `--etcd-servers-overrides` for them. */
const noEvents = 'etcdeck: no events are stored here; API servers often keep them in another etcd';

/** Returns the warnings of what is served. */
export function warningsOf({ name, revision, reveal }: ServedWords): Warnings {
  const past = revision === null ? [] : [`etcdeck: this is ${name} at revision ${revision}, and does not change`];
  const masked = [...past, 'etcdeck: the data of Secrets are masked; etcdeck kube-api --reveal shows them'];
  const of = ({ resource }: Served): readonly string[] =>
    !reveal && resource.group === '' && resource.resource === 'secrets' ? masked : past;
  return {
    of,
    ofEmpty: (served) => (served.resource.resource === 'events' ? [...of(served), noEvents] : of(served)),
  };
}
