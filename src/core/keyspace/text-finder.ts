import { EtcdeckError } from '../../contract/failure.ts';
import type { Ports } from '../ports.ts';
import { breathe } from '../streams/breath.ts';
import type { KindOf } from '../work/job.ts';
import { type RunningJob, startJob } from '../work/workers.ts';
import type { startSearch } from './search-job.ts';
import { type FindText, type FoundText, findOf, type PatternMatch } from './text-match.ts';

/** The first match in a text; `slow`: the expression did not finish on it. */
export type Finding = FoundText | null | 'slow';

/** Searches many texts for one pattern. */
export interface TextFinder {
  /** Returns a finding for each text. Fails with `BadRequest` where the expression is too slow for too many. */
  find(texts: readonly string[]): Promise<readonly Finding[]>;
  close(): void;
}

type FinderPorts = Pick<Ports, 'workerFile'>;

/** How long an expression may take for a batch of texts, and then for each of them alone. */
const batchMs = 2_000;
const textMs = 250;
const batchUnits = 1_000_000;
const mostSlow = 10;
/** UTF-16 units searched between two turns of the event loop: less than a millisecond. */
const sliceUnits = 100_000;

/**
 * Creates a finder that keeps the event loop free: runs expressions in a thread, and searches for parts of a text in
 * slices. Fails with `BadRequest`.
 */
export function openFinder(ports: FinderPorts, match: PatternMatch, signal: AbortSignal): TextFinder {
  const find = findOf(match);
  if (match.kind === 'expression') return new ExpressionFinder(ports, match, signal);
  return { find: (texts) => findInSlices(find, texts), close: () => undefined };
}

async function findInSlices(find: FindText, texts: readonly string[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let units = 0;
  for (const text of texts) {
    findings.push(find(text));
    units += text.length;
    if (units < sliceUnits) continue;
    units = 0;
    await breathe();
  }
  return findings;
}

const searchJob: KindOf<typeof startSearch> = { name: 'search', memory: 512 };

class ExpressionFinder implements TextFinder {
  readonly #ports: FinderPorts;
  readonly #match: PatternMatch;
  readonly #signal: AbortSignal;
  #job: RunningJob<readonly string[], readonly (FoundText | null)[], null> | null = null;
  #slow = 0;

  constructor(ports: FinderPorts, match: PatternMatch, signal: AbortSignal) {
    this.#ports = ports;
    this.#match = match;
    this.#signal = signal;
  }

  async find(texts: readonly string[]): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const batch of batchesOf(texts)) {
      for (const finding of (await this.#take(batch, batchMs)) ?? (await this.#each(batch))) findings.push(finding);
    }
    return findings;
  }

  close(): void {
    this.#job?.close();
    this.#job = null;
  }

  async #each(texts: readonly string[]): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const text of texts) {
      const [finding = 'slow' as const] = (await this.#take([text], textMs)) ?? [];
      if (finding === 'slow' && ++this.#slow > mostSlow) throw tooSlow(this.#match.text);
      findings.push(finding);
    }
    return findings;
  }

  /** Returns `null` where it took too long; the thread has then ended. */
  async #take(texts: readonly string[], withinMs: number): Promise<readonly Finding[] | null> {
    this.#job ??= await startJob(this.#ports, searchJob, this.#match, { signal: this.#signal });
    const job = this.#job;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.close();
    }, withinMs);
    try {
      return await job.take(texts);
    } catch (error) {
      if (isLate || (error instanceof EtcdeckError && error.code === 'OutOfMemory')) {
        this.close();
        return null;
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function* batchesOf(texts: readonly string[]): Generator<readonly string[], void> {
  let batch: string[] = [];
  let units = 0;
  for (const text of texts) {
    batch.push(text);
    units += text.length;
    if (units < batchUnits) continue;
    yield batch;
    batch = [];
    units = 0;
  }
  if (batch.length > 0) yield batch;
}

/** Returns the failure of an expression that does not finish. */
export function tooSlow(expression: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message: `the expression ${expression} takes too long to look for` });
}
