/** A stand-in for a host with a supervisor of its own. One machine is all hosts, so that each has folders of its own. */
export interface SupervisedHost {
  /** The folder of the host's programs, for the front of PATH. */
  readonly bin: string;
  /** Starts the member as its supervisor was told, as at the boot of the host. */
  start(): Promise<void>;
  /** Returns a line as it reads where the supervisor's folders lie beneath the host's own folder. */
  placed(line: string): string;
  /** Returns what is not as it was on the host before: a drop-in for one start that stayed, a pod that did not come back. */
  leftovers(): Promise<readonly string[]>;
  /** Ends the stand-in, and leaves the member running. */
  close(): Promise<void>;
}

/** What a stand-in begins with. */
export interface HostBeginning {
  /** Stands for `/`. */
  readonly root: string;
  /** The member's process; `null` where none runs. */
  readonly pid: number | null;
}
