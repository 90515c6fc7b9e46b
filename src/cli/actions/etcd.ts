import type { Api } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdLookup, EtcdOffer, EtcdProgram, EtcdRelease, EtcdStep } from '../../contract/programs.ts';
import { joined, type Printable, printableLine, words } from '../../core/terminal/printable.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { requireNoConnection } from '../profile.ts';
import { createProgressLine } from '../progress-line.ts';
import { byteSize, fields } from '../table.ts';
import { isYes } from '../yes-or-no.ts';

export interface GetOptions {
  readonly way?: string;
  readonly mirror?: string;
  readonly archive?: string;
  readonly sha256?: string;
  readonly yes?: true;
}

export async function where(invocation: Invocation): Promise<ExitCode> {
  const { console, format, signal } = invocation;
  requireNoConnection(invocation.given);
  const lookup = await invocation.withApi(({ programs }) => programs.find({}, { signal }));
  if (format === 'json') await console.print(jsonLine(lookup));
  else if (lookup.found === null) console.tell(howToGet(lookup));
  else await console.print(whereWords(lookup.found));
  return lookup.found === null ? 1 : 0;
}

export async function get(invocation: Invocation, options: GetOptions): Promise<ExitCode> {
  requireNoConnection(invocation.given);
  const release = releaseOf(options);
  return await invocation.withApi(async (api) => {
    const lookUpAndGet = () => getOffered(invocation, api, options);
    return release === undefined ? await lookUpAndGet() : await withRelease(api, release, lookUpAndGet);
  });
}

async function getOffered(invocation: Invocation, api: Api, options: GetOptions): Promise<ExitCode> {
  const lookup = await api.programs.find({});
  if (lookup.found !== null && options.way === undefined && !options.archive) {
    await printFound(invocation, lookup.found);
    return 0;
  }
  const offer = offerOf(lookup, options);
  if (!(await isWanted(invocation, offer, options))) return 1;
  await printFound(invocation, await getBy(invocation, api, offer));
  return 0;
}

/** Has a source in the settings, where it stays once it has been of use: a "no" and a failure put back what was there. */
async function withRelease(
  { settings }: Api,
  etcdRelease: EtcdRelease | null,
  use: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const before = await settings.get({});
  await settings.update({ changes: { etcdRelease } });
  let code: ExitCode = 1;
  try {
    code = await use();
    return code;
  } finally {
    if (code !== 0) await settings.update({ changes: { etcdRelease: before.etcdRelease } });
  }
}

/** `undefined`: what the settings say. */
function releaseOf({ mirror, archive, sha256 }: GetOptions): EtcdRelease | null | undefined {
  if ((archive === undefined) !== (sha256 === undefined) || (archive !== undefined && mirror !== undefined)) {
    throw new EtcdeckError({ code: 'BadRequest', message: 'give --archive with its --sha256, or --mirror' });
  }
  if (archive !== undefined && sha256 !== undefined) return { archive, sha256: sha256.toLowerCase() };
  if (mirror === undefined) return undefined;
  return mirror === 'none' ? null : { mirror };
}

function offerOf({ offers, notOffered }: EtcdLookup, { way = offers[0]?.way }: GetOptions): EtcdOffer {
  const offer = offers.find((one) => one.way === way);
  if (offer !== undefined) return offer;
  const message =
    way === undefined ? (notOffered ?? 'there is no way to get one here') : `${way} is no way to get etcd here`;
  throw new EtcdeckError({ code: 'BadRequest', message });
}

async function isWanted(invocation: Invocation, offer: EtcdOffer, { yes }: GetOptions): Promise<boolean> {
  const { console, format } = invocation;
  if (format !== 'json') console.tell(offerWords(offer));
  if (yes === true) return true;
  if (!console.canAsk) {
    throw new EtcdeckError({
      code: 'BadRequest',
      message: 'it is not a terminal: give --yes to get it without asking',
    });
  }
  return await isYes(invocation, words`Get it?`);
}

async function getBy({ console, format, signal }: Invocation, api: Api, { way }: EtcdOffer): Promise<EtcdProgram> {
  const progress = createProgressLine(console, format);
  try {
    for await (const notice of api.programs.get({ way }, { signal })) {
      if (notice.kind === 'ready') return notice.etcd;
      if (notice.kind === 'received') {
        const total = notice.total === null ? '' : ` of ${byteSize(notice.total)}`;
        progress.show(words`Downloaded ${byteSize(notice.bytes)}${total}`);
      } else progress.finish(notice.kind === 'line' ? printableLine(notice.text) : words`${doing[notice.step]}`);
    }
  } finally {
    progress.end();
  }
  throw new EtcdeckError({ code: 'InstallFailed', message: 'it ended without an etcd' });
}

const doing: Readonly<Record<EtcdStep, string>> = {
  download: 'Downloading',
  unpack: 'Unpacking',
  install: 'Installing',
  build: 'Building; this takes minutes',
  try: 'Trying it',
};

const places: Readonly<Record<EtcdProgram['place'], string>> = {
  settings: 'chosen in the settings',
  path: 'on PATH',
  own: 'got by etcdeck',
};

async function printFound({ console, format }: Invocation, etcd: EtcdProgram): Promise<void> {
  await console.print(format === 'json' ? jsonLine(etcd) : whereWords(etcd));
}

const whereWords = ({ binary, version, place }: EtcdProgram): Printable =>
  fields([
    ['etcd', version],
    ['file', binary],
    ['place', places[place]],
  ]);

const howToGet = ({ reason, install, offers, notOffered }: EtcdLookup): Printable =>
  joined([
    words`${reason ?? ''}\n`,
    offers.length > 0 ? words`Get one with: etcdeck etcd get\n` : words``,
    offers.length === 0 && install !== null ? words`Get one with: ${install}\n` : words``,
    notOffered === null ? words`` : words`${notOffered}\n`,
  ]);

function offerWords(offer: EtcdOffer): Printable {
  if (offer.way === 'package') return words`Debian's packages, for the whole machine: ${offer.command}\n`;
  if (offer.way === 'build') {
    return words`etcd ${offer.version}, built with Go from the module proxy into ${offer.folder}; takes minutes\n`;
  }
  return fields([
    ['etcd', offer.version ?? 'of your archive'],
    ['from', offer.address],
    ...(offer.proxy === null ? [] : [['through', offer.proxy] as const]),
    ['size', offer.bytes === null ? 'not known' : `about ${byteSize(offer.bytes)}`],
    ['SHA-256', offer.sha256],
    ['into', offer.folder],
  ]);
}
