import { afterKey } from '../../bytes/bytes.ts';
import { noSuchResource, type Refusal, readOnly } from '../../kube-answers/answers/status.ts';
import type { KubeAnswers } from '../../kube-answers/kube-answers.ts';
import type { Catalogue, Served } from '../../kube-answers/resources/served-resource.ts';
import type { SourceChanges } from '../../sources/open-sources.ts';
import type { SourceReader } from '../../sources/source-reader.ts';
import type { SourcePages } from '../reading/source-at-port.ts';
import { PageMemory } from './page-memory.ts';

/** What a server answers from. It can be read and followed, and nothing else. */
export interface WorldParts {
  readonly answers: KubeAnswers;
  readonly reader: SourceReader;
  /** Reads what is listed whole. */
  readonly pages: SourcePages;
  /** `null` where the source is read at one revision. */
  readonly changes: SourceChanges | null;
  readonly registry: Uint8Array;
}

/** How long what a live registry serves is taken for known. */
const knownMs = 10_000;
/** How long it is where a client asks for what it did not have. */
const missedMs = 1_000;

/** The objects of one registry, and which resources they are of. */
export class ServedWorld {
  readonly answers: KubeAnswers;
  readonly reader: SourceReader;
  readonly pages: SourcePages;
  readonly changes: SourceChanges | null;
  readonly pageMemory = new PageMemory();
  readonly #registry: Uint8Array;
  #catalogue: Promise<Catalogue> | null = null;
  #surveyedAt = 0;
  #newest: number;

  constructor({ answers, reader, pages, changes, registry }: WorldParts) {
    this.answers = answers;
    this.reader = reader;
    this.pages = pages;
    this.changes = changes;
    this.#registry = registry;
    this.#newest = reader.revision ?? 0;
  }

  /** The newest revision that was seen; 0 before the first read. */
  get newest(): number {
    return this.#newest;
  }

  /** Notes that the source was seen at a revision. */
  saw(revision: number): void {
    this.#newest = Math.max(this.#newest, revision);
  }

  /** Returns the answer to a request that would change something, or asks for what is not stored: logs, a container. */
  async refuse(subresource: string | null): Promise<Refusal> {
    // Where nothing answers, the newest revision that was seen is told.
    if (this.changes !== null) {
      const span = { start: this.#registry, end: afterKey(this.#registry) };
      await this.reader.first(span, 1).then(
        ({ revision }) => this.saw(revision),
        () => undefined,
      );
    }
    return readOnly(this.newest, subresource);
  }

  /** Returns what is served now, or was a moment ago. Fails as reads do. */
  catalogue(knownFor = knownMs): Promise<Catalogue> {
    const isFixed = this.changes === null;
    if (this.#catalogue !== null && (isFixed || performance.now() - this.#surveyedAt < knownFor))
      return this.#catalogue;
    this.#surveyedAt = performance.now();
    const surveyed = this.answers.survey(this.reader.pin(), this.#registry);
    this.#catalogue = surveyed;
    // A failed survey is repeated by the next request.
    surveyed.catch(() => {
      if (this.#catalogue === surveyed) this.#catalogue = null;
    });
    return surveyed;
  }

  /** Returns a resource by the parts of its path. Fails with a `Refusal` (404), and as reads do. */
  async find(group: string, version: string, resource: string): Promise<Served> {
    const found =
      (await this.catalogue()).find(group, version, resource) ??
      (await this.catalogue(missedMs)).find(group, version, resource);
    if (found !== null) return found;
    throw noSuchResource();
  }
}
