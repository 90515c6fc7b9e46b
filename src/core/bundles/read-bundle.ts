import type { Ports } from '../ports.ts';
import { startJob } from '../work/workers.ts';
import { BundleContents } from './bundle-contents.ts';
import type { BundleHead } from './bundle-format.ts';
import { bundleJob } from './bundle-kind.ts';

/** A bundle that was read whole. */
export interface ReadBundle {
  readonly head: BundleHead;
  readonly contents: BundleContents;
}

/**
 * Reads a bundle file into memory; a thread parses it. `admit` is called with what it takes so far, and ends the
 * reading by failing. Fails with `FileNotFound`, `FileNotReadable`, `BundleInvalid`, `PlanTooLarge`, `OutOfMemory` and
 * `Cancelled`.
 */
export async function readBundle(
  ports: Pick<Ports, 'workerFile'>,
  file: string,
  { signal, admit }: { readonly signal: AbortSignal; readonly admit: (bytes: number) => void },
): Promise<ReadBundle> {
  const job = await startJob(ports, bundleJob, { kind: 'file', file }, { signal });
  try {
    const contents = new BundleContents();
    for (;;) {
      const { entries, ...head } = await job.take(null);
      if (entries.length === 0) return { head, contents };
      contents.add(entries);
      admit(contents.bytes);
    }
  } finally {
    job.close();
  }
}
