/** A piece of long work: takes what it works on in parts, and gives its result at the end. It runs in its own thread. */
export interface Job<Part, Reply, Result> {
  take(part: Part): Reply | Promise<Reply>;
  finish(): Result | Promise<Result>;
}

/** Makes a job ready. What it is given, takes and gives must survive a structured clone. */
export type StartJob<Params, Part, Reply, Result> = (
  params: Params,
) => Job<Part, Reply, Result> | Promise<Job<Part, Reply, Result>>;
