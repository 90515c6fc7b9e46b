/**
 * A piece of long work: takes what it works on in parts, and gives its result at the end. It runs in its own thread.
 */
export interface Job<Part, Reply, Result> {
  take(part: Part): Reply | Promise<Reply>;
  finish(): Result | Promise<Result>;
  /** The buffers of an answer that are moved instead of copied. The job has them no more. */
  moves?(answer: Reply | Result): readonly ArrayBuffer[];
}

/** Makes a job ready. What it is given, takes and gives must survive a structured clone. */
export type StartJob<Params, Part, Reply, Result> = (
  params: Params,
) => Job<Part, Reply, Result> | Promise<Job<Part, Reply, Result>>;

/** A job of any kind, as it is registered: the kind that names it types what crosses. */
export type AnyStartJob = StartJob<never, never, unknown, unknown>;

/** Every kind of job that a worker's script can run, each loaded when it is first asked for. */
export type Jobs = Readonly<Record<string, () => Promise<AnyStartJob>>>;

/** A kind of job, by its name among the `Jobs` of the worker's script. */
export interface JobKind<Params, Part, Reply, Result> {
  readonly name: string;
  /** How much memory its objects may take, in MiB. A thread that takes more is ended; the process goes on. */
  readonly memory: number;
  /** For its type only; never called. */
  readonly start?: StartJob<Params, Part, Reply, Result>;
}

/** The kind of the jobs that a function starts, without loading it here. */
export type KindOf<Start> =
  Start extends StartJob<infer Params, infer Part, infer Reply, infer Result>
    ? JobKind<Params, Part, Reply, Result>
    : never;
