import { coverAnswer } from '../../values/secrets/cover-answer.ts';

/** The longest text that a report carries whole: Kubernetes' names have 253 characters at most. */
const longestText = 512;
/** What is shown of a longer one. */
const shownText = 253;
/** The longest key of an object that a report names: Kubernetes' are of two names, a namespace and a resource. */
const longestKey = 2_048;

/**
 * Returns a text of an object as a report carries it: a longer one than Kubernetes allows is shortened, with its length.
 * It is covered before, for a part of a Secret is no longer known as one.
 */
export function brief(text: string): string {
  if (text.length <= longestText) return text;
  const covered = coverAnswer(text);
  if (covered.length <= longestText) return covered;
  // A copy: a part of a text would keep the whole text in memory.
  const shown = Buffer.from(covered.slice(0, shownText)).toString();
  return `${shown}… (${covered.length} characters)`;
}

/** Whether a report names the object of a key: one of a longer key it counts. */
export function isNamed(key: Uint8Array): boolean {
  return key.length <= longestKey;
}
