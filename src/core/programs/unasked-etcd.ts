import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdNotice, EtcdOffer, EtcdProgram, ProgramsApi } from '../../contract/programs.ts';
import type { Logger } from '../ports.ts';

/** Hears what getting etcd is at, in words. */
export type TellUnasked = (detail: string) => void;

/** What works on a machine that no etcd can be got for. */
export const withoutEtcd =
  'Without it, the sample snapshot, snapshots and exported keys, and connections to clusters work as ever.';

/**
 * Gets etcd for a host that was started for a sandbox, whose flag is the operator's word: in the first way that reaches its
 * source. Once for all who wait for it; again after a failure.
 */
export class UnaskedEtcd {
  readonly #programs: ProgramsApi;
  readonly #log: Logger;
  readonly #tellers = new Set<TellUnasked>();
  #work: Promise<EtcdProgram> | null = null;

  constructor(programs: ProgramsApi, log: Logger) {
    this.#programs = programs;
    this.#log = log;
  }

  /**
   * Returns the etcd that is here, or that was got. Fails with `SandboxBinaryMissing` where there is no way to get one, and as
   * the first way that was tried does; the log has what became of the others.
   */
  async get(tell: TellUnasked): Promise<EtcdProgram> {
    this.#tellers.add(tell);
    this.#work ??= this.#find().finally(() => {
      this.#work = null;
    });
    try {
      return await this.#work;
    } finally {
      this.#tellers.delete(tell);
    }
  }

  async #find(): Promise<EtcdProgram> {
    const { found, reason, offers } = await this.#programs.find({});
    if (found !== null) return found;
    let first: EtcdeckError | null = null;
    for (const offer of offers) {
      try {
        return await this.#getBy(offer);
      } catch (error) {
        if (!(error instanceof EtcdeckError)) throw error;
        this.#log.warn(`etcd could not be got: ${error.message}`);
        first ??= error;
        // What reached its source and is wrong is for the operator to see, before anything else is tried.
        if (error.code !== 'DownloadFailed' && error.code !== 'InstallFailed') throw error;
      }
    }
    const message = reason ?? 'there is no etcd here';
    throw first ?? new EtcdeckError({ code: 'SandboxBinaryMissing', message, operation: 'sandbox.start' });
  }

  async #getBy(offer: EtcdOffer): Promise<EtcdProgram> {
    this.#log.info(offerWords(offer));
    for await (const notice of this.#programs.get({ way: offer.way })) {
      if (notice.kind === 'ready') {
        this.#log.info(`There is etcd ${notice.etcd.version} now: ${notice.etcd.binary}`);
        return notice.etcd;
      }
      const detail = noticeWords(notice);
      for (const tell of this.#tellers) tell(detail);
    }
    throw new EtcdeckError({ code: 'InstallFailed', message: 'it ended without an etcd', operation: 'programs.get' });
  }
}

function offerWords(offer: EtcdOffer): string {
  if (offer.way === 'package') return `There is no etcd here. Installing it: ${offer.command}`;
  if (offer.way === 'build')
    return `There is no etcd here. Building etcd ${offer.version} with Go, which takes minutes`;
  return `There is no etcd here. Downloading ${offer.address} into ${offer.folder}`;
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

function noticeWords(notice: Exclude<EtcdNotice, { readonly kind: 'ready' }>): string {
  if (notice.kind === 'line') return notice.text;
  if (notice.kind === 'step') return stepWords[notice.step];
  const total = notice.total === null ? '' : ` of ${mebibytes(notice.total)}`;
  return `${mebibytes(notice.bytes)}${total} MiB`;
}

const stepWords = {
  download: 'Downloading etcd',
  unpack: 'Unpacking it',
  install: 'Installing the package',
  build: 'Building it with Go',
  try: 'Trying it',
} as const;
