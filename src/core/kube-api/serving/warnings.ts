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
}

/** Returns the warnings of what is served. */
export function warningsOf({ name, revision, reveal }: ServedWords): Warnings {
  const past = revision === null ? [] : [`etcdeck: this is ${name} at revision ${revision}, and does not change`];
  const masked = [...past, 'etcdeck: the data of Secrets are masked; etcdeck kube-api --reveal shows them'];
  return {
    of: ({ resource }) => (!reveal && resource.group === '' && resource.resource === 'secrets' ? masked : past),
  };
}
