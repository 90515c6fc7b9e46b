import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdLookup, EtcdNotice, EtcdOffer, EtcdProgram, EtcdWay, ProgramsApi } from '../../contract/programs.ts';
import type { SettingsApi } from '../../contract/settings.ts';
import { Queue } from '../streams/queue.ts';
import { stoppable } from '../streams/stoppable.ts';
import { buildWithGo, goProgram } from './build-with-go.ts';
import { findEtcds } from './find-etcd.ts';
import { type GetParts, getRelease, installFailed } from './get-release.ts';
import { installCommand } from './install-command.ts';
import { installPackages, packageCommand, packageManager } from './install-package.ts';
import { ownProgramsFolder } from './own-programs.ts';
import { builtVersion, pinnedRelease, usualBytes } from './pinned-release.ts';
import { proxyFor } from './proxy-for.ts';
import { releaseSource } from './release-source.ts';

/** What the programs of a host need of it. */
export interface ProgramsParts {
  readonly settingsFolder: string;
  readonly settings: Pick<SettingsApi, 'get'>;
  /** This machine, or another one for a test. */
  readonly machine?: { readonly platform: NodeJS.Platform; readonly processor: NodeJS.Architecture };
}

/** etcd's programs on one host. */
export interface Programs extends ProgramsApi {
  /** Stops what is being got. */
  close(): Promise<void>;
}

const operation = 'programs.get';

/** Finds etcd's programs, and gets them into `<settings folder>/programs`. */
export function createPrograms(parts: ProgramsParts): Programs {
  const { settingsFolder, settings, machine = { platform: process.platform, processor: process.arch } } = parts;
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();

  async function find(): Promise<EtcdLookup> {
    const { etcdBinary, etcdRelease } = await settings.get({});
    const { etcds, reason } = await findEtcds({ etcdBinary, settingsFolder });
    const [found = null] = etcds;
    // What etcdeck got would not be used: a binary named in the settings is never replaced.
    if (found === null && etcdBinary !== null) {
      return { found, reason, install: null, offers: [], notOffered: 'Choose another etcd, or none.' };
    }
    const source = releaseSource(etcdRelease, pinnedRelease(machine.platform, machine.processor));
    const offers: EtcdOffer[] = [];
    if (source !== null) {
      const { address, sha256, version } = source;
      const proxy = proxyFor(new URL(address))?.origin ?? null;
      const folder = ownProgramsFolder(settingsFolder);
      offers.push({
        way: 'download',
        version,
        address,
        bytes: version === null ? null : usualBytes,
        sha256,
        folder,
        proxy,
      });
    }
    const [manager, go] = await Promise.all([packageManager(), goProgram()]);
    if (manager !== null) offers.push({ way: 'package', command: packageCommand });
    if (go !== null) offers.push({ way: 'build', version: builtVersion, folder: ownProgramsFolder(settingsFolder) });
    return {
      found,
      reason: found === null ? reason : null,
      install: found === null ? await installCommand() : null,
      offers,
      notOffered: source === null ? notPinned(machine) : null,
    };
  }

  async function get(way: EtcdWay, given: Omit<GetParts, 'settingsFolder'>): Promise<EtcdProgram> {
    const { etcdBinary, etcdRelease } = await settings.get({});
    const all = { ...given, settingsFolder };
    if (way === 'download') {
      const source = releaseSource(etcdRelease, pinnedRelease(machine.platform, machine.processor));
      if (source === null) throw notOffered(notPinned(machine));
      return await getRelease(source, all);
    }
    if (way === 'build') {
      const go = await goProgram();
      if (go === null) throw notOffered('there is no Go on PATH');
      return await buildWithGo(go, all);
    }
    const manager = await packageManager();
    if (manager === null) throw notOffered('packages are installed as root on Debian only');
    await installPackages(manager, all);
    const { etcds, reason } = await findEtcds({ etcdBinary, settingsFolder });
    const installed = etcds.find(({ place }) => place !== 'own');
    if (installed === undefined) throw installFailed(`the package was installed, and no etcd is found: ${reason}`);
    return installed;
  }

  async function* told(way: EtcdWay, outer: AbortSignal): AsyncGenerator<EtcdNotice, void> {
    const left = new AbortController();
    const signal = AbortSignal.any([outer, left.signal, closing.signal]);
    const notices = new Queue<EtcdNotice>();
    // Beside the generator, so that `close` need not wait for a consumer that has stopped pulling.
    const told = new SeldomTold(notices);
    const settled = get(way, { signal, tell: (notice) => told.put(notice) }).then(
      (etcd) => {
        told.put({ kind: 'ready', etcd });
        notices.close();
      },
      (error: unknown) => {
        told.stop();
        notices.close(error);
      },
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    try {
      yield* notices;
    } finally {
      left.abort();
      await settled;
    }
  }

  return {
    find,
    get: ({ way }, options) => stoppable(options?.signal, (signal) => told(way, signal)),
    async close() {
      closing.abort();
      await Promise.all(running);
    },
  };
}

const tellEveryMs = 100;

/** Leaves out figures that others overtake: a fast line brings thousands of parts. The last one before a pause is told. */
class SeldomTold {
  readonly #notices: Queue<EtcdNotice>;
  #newest: EtcdNotice | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(notices: Queue<EtcdNotice>) {
    this.#notices = notices;
  }

  put(notice: EtcdNotice): void {
    if (notice.kind === 'received') {
      this.#newest = notice;
      if (this.#timer === null) this.#tell();
      return;
    }
    const last = this.#newest;
    this.stop();
    if (last !== null) this.#notices.put(last);
    this.#notices.put(notice);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#newest = null;
  }

  #tell(): void {
    if (this.#newest === null) {
      this.#timer = null;
      return;
    }
    this.#notices.put(this.#newest);
    this.#newest = null;
    this.#timer = setTimeout(() => this.#tell(), tellEveryMs);
  }
}

const notOffered = (message: string): EtcdeckError => new EtcdeckError({ code: 'BadRequest', message, operation });

const notPinned = ({ platform, processor }: Required<ProgramsParts>['machine']): string =>
  `No release of etcd is known for ${platform} on ${processor}. Put etcd and etcdutl on PATH, or name an archive and its SHA-256.`;
