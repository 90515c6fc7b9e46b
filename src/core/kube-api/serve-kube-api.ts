import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { EtcdeckError } from '../../contract/failure.ts';
import { shellWord } from '../../contract/shell-quote.ts';
import { makeAuthority } from '../certificates/certificates.ts';
import { registryPrefix } from '../kubernetes-storage/layout/registries.ts';
import { findRegistries } from '../registries/find-registries.ts';
import type { OpenSource } from '../sources/open-sources.ts';
import type { KindOf } from '../work/job.ts';
import { startJob } from '../work/workers.ts';
import type { KubeApiParts, KubeApiPorts, KubeApiRequest, RunningKubeApi } from './kube-api.ts';
import type { KubeApiNews, startKubeApi } from './kube-api-job.ts';
import {
  type KubeconfigPlace,
  merge,
  type WrittenKubeconfig,
  writeIntoSettings,
  writeOwn,
} from './kubeconfig/kubeconfig-file.ts';
import type { KubeAccess } from './kubeconfig/kubeconfig-text.ts';
import { answerSource } from './reading/answer-source.ts';
import { RequestLog } from './request-log.ts';
import { newToken } from './serving/admission.ts';

/** A JSON list of a large registry is held in parts; what clients hold is bounded by the server's own bounds. */
const kubeApiJob: KindOf<typeof startKubeApi> = { name: 'kubeApi', memory: 1_024 };

/** Serves a registry; see `KubeApi.start`. */
export async function serveKubeApi(
  { ports, sources, codecs }: KubeApiParts,
  request: KubeApiRequest,
): Promise<RunningKubeApi> {
  const { source: named, reveal, kubeconfig } = request;
  const source = sources.require(named);
  const registry = await registryIn(source, request.registry);
  const { name } = await source.whole.origin();
  const token = newToken();
  const { certificate, authority, key } = await newCertificate();
  const [reading, news] = [new MessageChannel(), new MessageChannel()];
  const answering = answerSource(reading.port1, source, async (entry) => {
    const value = await codecs.opened(named, entry.key, entry.value);
    return value === null || value === entry.value ? entry : { ...entry, value };
  });
  const closing = new AbortController();
  const log = new RequestLog();
  const ended = endOf(closing.signal, source.closed, reading.port1);
  // Its end is heard of below, once it is served.
  ended.catch(() => undefined);
  listen(news.port1, log, ports);
  const params = {
    ...{ source: reading.port2, told: news.port2, registry, port: request.port, token, certificate, key },
    words: { name, revision: source.whole.revision, reveal },
    changes: source.changes !== null,
    resourcesFolder: ports.resourcesFolder,
    ...(request.bounds === undefined ? {} : { bounds: request.bounds }),
  };
  const closePorts = (): void => {
    answering.close();
    news.port1.close();
    log.close();
  };
  const job = await startJob(ports, kubeApiJob, params, { transfer: [reading.port2, news.port2] }).catch(
    (error: unknown) => {
      closePorts();
      throw error;
    },
  );
  let written: WrittenKubeconfig | null = null;
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    closing.abort();
    await written?.remove().catch((error: unknown) => {
      ports.log.warn('The kubeconfig could not be removed', { reason: String(error) });
    });
    await job.finish().catch(() => undefined);
    closePorts();
  };
  const stopOnce = (): Promise<void> => (stopping ??= stop());
  try {
    const port = await job.take(null);
    const access = { name: `etcdeck-${port}`, url: `https://127.0.0.1:${port}`, certificate: authority, token };
    written = await writeAccess(ports, kubeconfig, access, port);
    void ended.then(stopOnce, stopOnce);
    return {
      url: access.url,
      kubeconfig: written.file,
      context: access.name,
      registry,
      lines: linesFor(written.file, access, kubeconfig),
      requests: (signal) => log.follow(signal),
      ended,
      stop: stopOnce,
    };
  } catch (error) {
    await stopOnce();
    throw error;
  }
}

/** Returns the registry to serve: the one asked for, or the first one that is found. */
async function registryIn(source: OpenSource, asked: Uint8Array | null): Promise<Uint8Array> {
  const found = (await findRegistries(source, asked)).map(({ prefix }) => prefix);
  const wanted = asked === null ? found[0] : found.find((one) => Buffer.compare(one, registryPrefix(asked)) === 0);
  if (wanted !== undefined) return wanted;
  const where = asked === null ? 'beneath the usual prefixes' : `beneath ${Buffer.from(asked).toString()}`;
  const message = `no objects of Kubernetes are stored ${where}`;
  throw new EtcdeckError({ code: 'KeyNotFound', message, operation: 'kube-api' });
}

/** Makes a certificate for 127.0.0.1, by an authority that nobody keeps the key of. */
async function newCertificate() {
  const authority = await makeAuthority('etcdeck kube-api');
  const names = ['127.0.0.1', 'localhost'];
  const issued = await authority.issue({ commonName: 'etcdeck kube-api', names, usage: 'server' });
  return { certificate: issued.certPem, key: issued.keyPem, authority: authority.certPem };
}

async function writeAccess(
  { settingsFolder }: KubeApiPorts,
  place: KubeconfigPlace,
  access: KubeAccess,
  port: number,
): Promise<WrittenKubeconfig> {
  if (place.kind === 'merged') return await merge(place.file, access, place.isCurrent);
  if (place.file !== null) return await writeOwn(place.file, access);
  return await writeIntoSettings(settingsFolder, port, access);
}

function linesFor(file: string, { name }: KubeAccess, place: KubeconfigPlace): readonly string[] {
  const flags =
    place.kind === 'own' ? `--kubeconfig ${shellWord(file)}` : `--kubeconfig ${shellWord(file)} --context ${name}`;
  return [`kubectl ${flags} get pods -A`, `k9s ${flags} --readonly`];
}

/** Settles when it is to end, or has ended by itself, which rejects. */
function endOf(closing: AbortSignal, closed: AbortSignal, port: MessagePort): Promise<void> {
  return new Promise((resolve, reject) => {
    for (const signal of [closing, closed]) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
    port.on('close', () => reject(new EtcdeckError({ code: 'Internal', message: 'the server has ended by itself' })));
  });
}

function listen(port: MessagePort, log: RequestLog, ports: KubeApiPorts): void {
  port.on('message', (news: KubeApiNews) => {
    if (news.kind === 'request') log.add(news.request);
    else ports.log.error('A bug', { where: 'kube-api', stack: news.stack });
  });
}
