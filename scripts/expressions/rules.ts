/** Files whose expressions see our own text only. */
export const ownText = /^src\/(?:testing|renderer\/gallery|renderer\/testing)\/|\.test\.tsx?$/;

/** Where an expression may be made at run time, and why that blocks nothing. */
export const made: Readonly<Record<string, string>> = {
  'src/core/keyspace/fold-case.ts': 'it is one character, and so is what it is held against',
  'src/core/keyspace/text-match.ts': 'an expression that was typed runs in a thread that is ended when it is slow',
  'src/renderer/features/keys/search/search-form.ts': 'it is only made, to see whether it is one, and never run',
};
