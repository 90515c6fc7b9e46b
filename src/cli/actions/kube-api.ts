import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { atRevision, type KeySource } from '../../contract/key-source.ts';
import { readSmallFile } from '../../core/files/small-file.ts';
import type { RunningKubeApi } from '../../core/kube-api/kube-api.ts';
import type { KubeconfigPlace } from '../../core/kube-api/kubeconfig/kubeconfig-file.ts';
import { joined, words } from '../../core/terminal/printable.ts';
import { parseKey } from '../bytes.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';
import { jsonLine } from '../json-line.ts';
import { type SourceSession, withSource } from '../read-source.ts';
import { byteSize } from '../table.ts';

export interface KubeApiOptions {
  readonly snapshot?: string;
  readonly rev?: number;
  readonly at?: string;
  readonly registry?: string;
  readonly port?: number;
  readonly kubeconfig?: string;
  /** `true`: kubectl's own. */
  readonly merge?: string | true;
  readonly useContext?: boolean;
  readonly reveal?: boolean;
  readonly encryptionConfig?: string;
  readonly log?: boolean;
}

/** Serves a registry to clients of Kubernetes until it is stopped. */
export async function kubeApi(invocation: Invocation, options: KubeApiOptions): Promise<ExitCode> {
  const place = placeOf(options, invocation.console.env);
  const { rev, snapshot } = options;
  const asked = { ...(rev === undefined ? {} : { rev }), ...(snapshot === undefined ? {} : { snapshot }) };
  return await withSource<ExitCode>(invocation, asked, async (session) => {
    const { api, kubeApi: served } = session;
    const source = options.at === undefined ? session.source : await momentOf(session, options.at);
    if (options.encryptionConfig !== undefined) {
      const configuration = await textOf(options.encryptionConfig);
      await api.kubernetes.setEncryption({ source, configuration });
    }
    const { registry, port = 0, reveal = false } = options;
    const running = await served.start({
      ...{ source, port, reveal, kubeconfig: place },
      registry: registry === undefined ? null : parseKey(registry, 'utf8'),
    });
    try {
      await tell(invocation, running);
      const logging = options.log ? logRequests(invocation, running) : null;
      await untilStopped(running, invocation.signal);
      await running.stop();
      await logging;
      return 0;
    } finally {
      await running.stop();
    }
  });
}

/** Where the access is written. */
function placeOf(options: KubeApiOptions, env: Readonly<Record<string, string | undefined>>): KubeconfigPlace {
  const { kubeconfig, merge, useContext: isCurrent = false } = options;
  if (merge === undefined) {
    if (isCurrent) throw new EtcdeckError({ code: 'BadRequest', message: '--use-context stands with --merge alone' });
    return { kind: 'own', file: kubeconfig === undefined ? null : resolve(kubeconfig) };
  }
  const [first] = (env.KUBECONFIG ?? '').split(delimiter).filter((file) => file !== '');
  const own = resolve(first ?? join(homedir(), '.kube', 'config'));
  return { kind: 'merged', file: merge === true ? own : resolve(merge), isCurrent };
}

/** Returns the source as it was last seen at a time. Fails with `BadRequest` where nothing is known of that time. */
async function momentOf({ api, source }: SourceSession, time: string): Promise<KeySource> {
  const at = Date.parse(time);
  if (Number.isNaN(at)) {
    const message = `--at takes a time as 2026-11-16T09:30:00Z, 2026-11-16T10:30:00+01:00, or 2026-11-16T09:30 by this machine's clock: ${time} is none`;
    throw new EtcdeckError({ code: 'BadRequest', message });
  }
  const { sightings } = await api.history.timeline({ source });
  const last = sightings.findLast((sighting) => sighting.at <= at);
  if (last !== undefined) return atRevision(source, last.revision);
  const [first] = sightings;
  const since = first === undefined ? 'no time is known' : `known times begin at ${new Date(first.at).toISOString()}`;
  throw new EtcdeckError({ code: 'BadRequest', message: `no revision is known to be of ${time}: ${since}` });
}

async function textOf(file: string): Promise<string> {
  const most = { bytes: 2 ** 20, purpose: 'an EncryptionConfiguration' };
  return (await readSmallFile(resolve(file), most)).toString();
}

async function tell({ console, format }: Invocation, running: RunningKubeApi): Promise<void> {
  const { url, kubeconfig, registry, lines } = running;
  if (format === 'json') {
    await console.print(jsonLine({ url, kubeconfig }));
    return;
  }
  const shown = lines.map((line) => words`  ${line}\n`);
  await console.print(
    joined(
      [words`Serves ${Buffer.from(registry).toString()} read-only at ${url}, by ${kubeconfig}:\n`, ...shown],
      words``,
    ),
  );
}

/** Prints a line for each request: what it was, what came of it, and who asked. */
async function logRequests({ console, format }: Invocation, running: RunningKubeApi): Promise<void> {
  for await (const request of running.requests()) {
    const { at, method, path, status, tookMs, bytes, userAgent } = request;
    const time = new Date(at).toISOString();
    if (format === 'json') console.tell(jsonLine({ request: { ...request, at: time } }));
    else {
      const took = `${Math.round(tookMs)} ms`;
      console.tell(words`${time} ${method} ${path} ${String(status)} ${took} ${byteSize(bytes)} ${userAgent}\n`);
    }
  }
}

/** Waits until it is to stop. Fails where it ended by itself. */
async function untilStopped({ ended }: RunningKubeApi, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const stopped = new Promise<void>((leave) => signal.addEventListener('abort', () => leave(), { once: true }));
  await Promise.race([ended, stopped]);
}
