import { change, integration, type Mutant } from '../mutant.ts';

/** Rules of streams: how they are read, and how they end. */
export const streams: readonly Mutant[] = [
  {
    rule: 'a stream is read no faster than it is consumed',
    changes: change(
      'channel.ts',
      'for await (const message of stream) {',
      'const all: object[] = await stream.toArray();\n      for (const message of all) {',
    ),
    tests: integration('maintenance', 'a snapshot comes no faster than it is taken'),
  },
  {
    rule: 'a stream that is left or stopped ends at the member',
    changes: [
      ...change('channel.ts', 'leaves the call running.\n      stream.cancel();', 'leaves the call running.'),
      ...change('channel.ts', "bounds.signal?.addEventListener('abort', stop, { once: true });", ''),
    ],
    tests: integration(
      'maintenance',
      'a snapshot that is cut fails, and one that is left ends at the member',
      'a snapshot stops when its caller says so',
    ),
  },
  {
    rule: 'closing ends the calls and streams',
    changes: change('channel.ts', 'for (const call of this.#calls) call.cancel();', ''),
    tests: integration('watch', 'a watch ends when its caller stops it, its consumer leaves, or the client is closed'),
    // They end by themselves a while later.
    patienceMs: 5_000,
  },
  {
    rule: 'a slow window holds its watch back',
    changes: [
      { file: 'src/contract/limits.ts', from: 'WINDOW_VALUES = 4_096', to: 'WINDOW_VALUES = 1e9' },
      { file: 'src/contract/limits.ts', from: 'WINDOW_BYTES = 2 * 1024 * 1024', to: 'WINDOW_BYTES = 1e12' },
    ],
    tests: {
      project: 'soak',
      file: 'src/core/watches/watch-pressure.soak.test.ts',
      names: ['of 10,000 events a second for 6 s reach a slow window once each, and pile up nowhere on the way'],
    },
    patienceMs: 120_000,
  },
];
