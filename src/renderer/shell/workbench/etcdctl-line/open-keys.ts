import type { EtcdctlCommand, NamedKeys } from '../../../../contract/etcdctl-bridge/commands.ts';
import { liveKeys } from '../../../../contract/key-source.ts';
import { deletePlan } from '../../../features/keys/prefix-actions/plan-requests.ts';
import { readAt } from '../../../parts/source/source-choice.ts';
import { formatKeyFocus } from '../../../state/key-focus.ts';
import type { LineOpening } from '../../../state/line-opener.ts';
import { type PlanRequest, showPlan } from '../../../state/plans.ts';
import { escapeBytes } from '../../../ui/byte-text.ts';
import { formatCount } from '../../../ui/format.ts';
import type { LineWorld } from './line-world.ts';

const textOf = (key: Uint8Array): string => escapeBytes(key).text;

/** The keys of a line that have a name here: one, or all that begin with a prefix. */
type PlainKeys = Omit<Extract<NamedKeys, { readonly kind: 'key' | 'prefix' | 'from' }>, 'kind'> & {
  readonly kind: 'key' | 'prefix';
};

const isPlain = (keys: NamedKeys): keys is PlainKeys => keys.kind === 'key' || keys.kind === 'prefix';

/** Returns keys in words: `/a`, `every key below /a`. */
function wordsOf({ kind, key }: PlainKeys): string {
  if (kind === 'key') return textOf(key);
  return key.length === 0 ? 'every key' : `every key that begins with ${textOf(key)}`;
}

const noRange = { not: 'Only one key, or all that begin with a prefix, can be chosen here; not a range.' } as const;

/** Returns what a line about keys opens as. */
export function openKeys(
  command: Extract<EtcdctlCommand, { readonly kind: 'get' | 'put' | 'del' | 'watch' }>,
  world: LineWorld,
): LineOpening {
  const { api, connection } = world;
  if (command.kind === 'put') {
    return { title: `Write ${textOf(command.key)}…`, run: () => showPlan(putPlan(world, command)) };
  }
  if (command.kind === 'watch') return openWatch(command, world);
  const { keys } = command;
  if (!isPlain(keys)) return noRange;
  const words = wordsOf(keys);
  switch (command.kind) {
    case 'get': {
      const { revision } = command;
      const at = revision === null ? '' : ` at revision ${formatCount(revision)}`;
      const run = (): void => {
        readAt(connection, revision);
        const focus = formatKeyFocus(
          keys.kind === 'key' ? { kind: 'key', key: keys.key } : { kind: 'prefix', prefix: keys.key },
        );
        world.show('keys', focus);
      };
      return { title: `Show ${words}${at}`, run };
    }
    case 'del': {
      const chosen =
        keys.kind === 'key'
          ? ({ kind: 'keys', keys: [keys.key] } as const)
          : ({ kind: 'prefix', prefix: keys.key } as const);
      return { title: `Delete ${words}…`, run: () => showPlan(deletePlan(api, connection, chosen)) };
    }
  }
}

function openWatch(
  { keys, revision, previous }: Extract<EtcdctlCommand, { readonly kind: 'watch' }>,
  { api, connection, show }: LineWorld,
): LineOpening {
  const from = revision === null ? '' : ` from revision ${formatCount(revision)}`;
  const rangeEnd = keys.kind === 'range' ? keys.end : keys.kind === 'from' ? Uint8Array.of(0) : undefined;
  const request = { key: keys.key, isPrefix: keys.kind === 'prefix', rangeEnd, startRevision: revision, previous };
  const run = async (): Promise<void> => {
    const { modelOf } = await import('../../../features/watches/watches-model.ts');
    modelOf(api, connection).start({ ...request, reveal: false });
    show('watches', null);
  };
  return { title: `Watch ${watchWords(keys)}${from}`, run: () => void run() };
}

function watchWords(keys: NamedKeys): string {
  if (isPlain(keys)) return wordsOf(keys);
  const first = textOf(keys.key);
  return keys.kind === 'range' ? `the keys from ${first} up to ${textOf(keys.end)}` : `every key from ${first} on`;
}

/** Writes a key as it is when the plan is made. */
function putPlan(
  { api, connection }: LineWorld,
  { key, value, lease }: Extract<EtcdctlCommand, { readonly kind: 'put' }>,
): PlanRequest {
  const name = textOf(key);
  return {
    title: `Write ${name}?`,
    confirm: 'Write it',
    doing: `Writing ${name}`,
    did: { verb: 'Saved' },
    async *plan(options) {
      const { entry } = await api.keys.get({ source: liveKeys(connection, null), key, reveal: false }, options);
      const expectedModRevision = entry?.modRevision ?? 0;
      yield* api.plans.planKey({ connection, key, expectedModRevision, put: { value, lease } }, options);
    },
  };
}
