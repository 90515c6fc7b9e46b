import { type Api, verbs } from '../../contract/api.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { HostInfo, Settings } from '../../contract/settings.ts';

/** The methods that a test expects to be called. */
export type Script = { readonly [N in keyof Api]?: Partial<Api[N]> };

const aHost = (facts: Partial<HostInfo> = {}): HostInfo => ({
  version: '0.1.0',
  runsOn: ['Node 20.19.0', 'Linux 6.1.0 x64'],
  platform: 'linux',
  secrets: 'keychain',
  secretsReason: null,
  nativeDialogs: false,
  nativeNotifications: false,
  ownWindows: false,
  openSandbox: false,
  ...facts,
});

export const someSettings = (changes: Partial<Settings> = {}): Settings => ({
  theme: 'dark',
  etcdBinary: null,
  etcdRelease: null,
  snapshotFolder: null,
  journalDays: null,
  journalMiB: 768,
  reopensWindows: true,
  looksForUpdates: false,
  layout: {},
  ...changes,
});

/** Returns an `Api` with a test's own methods; any other method fails with its name. Keeps settings as a host does. */
export function scriptedApi(script: Script, facts: Partial<HostInfo> = {}): Api {
  let settings = someSettings();
  const surroundings: Script = {
    updates: { news: async () => ({ hasFeed: false, isOn: false, askedAt: null, newer: null, fault: null }) },
    settings: {
      host: async () => aHost(facts),
      get: async () => settings,
      update: async ({ changes }) => {
        settings = { ...settings, ...changes };
        return settings;
      },
    },
  };
  const nouns = Object.entries(verbs).map(([noun, methods]) => {
    const entries = Object.keys(methods).map((method) => {
      const unexpected = (): never => {
        throw new Error(`${noun}.${method} was not expected`);
      };
      return [method, unexpected];
    });
    const said = { ...Reflect.get(surroundings, noun), ...Reflect.get(script, noun) };
    return [noun, { ...Object.fromEntries(entries), ...said }];
  });
  // Every noun and method of `verbs` is there, scripted or failing.
  return Object.fromEntries(nouns) as Api;
}

/** A stream that a test feeds by hand, and that records when its consumer leaves. */
export interface FedStream<T> {
  readonly open: (signal?: unknown) => AsyncIterable<T>;
  readonly push: (...values: readonly T[]) => void;
  readonly end: () => void;
  readonly fail: (error: EtcdeckError) => void;
  /** How often it was opened, and how often it was stopped. */
  readonly opened: () => number;
  readonly stopped: () => number;
}

export function fedStream<T>(): FedStream<T> {
  let opened = 0;
  let stopped = 0;
  let queue: T[] = [];
  let ending: { readonly error: EtcdeckError | null } | null = null;
  let wake = (): void => {};
  const change = (act: () => void) => {
    act();
    wake();
  };
  async function* read(signal: AbortSignal | undefined): AsyncGenerator<T> {
    opened += 1;
    queue = [];
    ending = null;
    signal?.addEventListener('abort', () => {
      stopped += 1;
      wake();
    });
    for (;;) {
      while (queue.length > 0) {
        const [next] = queue.splice(0, 1);
        // The queue was not empty.
        yield next as T;
      }
      if (signal?.aborted) throw new EtcdeckError({ code: 'Cancelled', message: 'It was stopped' });
      const end = ending as { readonly error: EtcdeckError | null } | null;
      if (end?.error) throw end.error;
      if (end !== null) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  return {
    open: (signal) => read(signal instanceof AbortSignal ? signal : undefined),
    push: (...values) => change(() => queue.push(...values)),
    end: () => change(() => (ending = { error: null })),
    fail: (error) => change(() => (ending = { error })),
    opened: () => opened,
    stopped: () => stopped,
  };
}
