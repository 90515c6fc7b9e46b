import type { Mutant } from './mutant.ts';
import { calls } from './rules/calls.ts';
import { changesOfMembers } from './rules/members.ts';
import { streams } from './rules/streams.ts';
import { tokens } from './rules/tokens.ts';
import { watches } from './rules/watches.ts';
import { writes } from './rules/writes.ts';

/** Every rule, by noun. */
export const mutants: readonly Mutant[] = [...calls, ...tokens, ...watches, ...streams, ...writes, ...changesOfMembers];
