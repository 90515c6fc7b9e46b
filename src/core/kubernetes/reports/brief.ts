import { coverAnswer } from '../../values/secrets/cover-answer.ts';

/** The longest text that a report keeps whole: Kubernetes' names have 253 characters at most. */
const longestText = 512;
/** The shown length of a longer text. */
const shownText = 253;
/** The longest object key that a report names: Kubernetes' keys have two names, a namespace and a resource. */
const longestKey = 2_048;

/**
 * Returns a text of an object as a report keeps it: one longer than Kubernetes allows is shortened, with its length.
 * Secrets are covered first, because a part of one is no longer recognised.
 */
export function brief(text: string): string {
  if (text.length <= longestText) return text;
  const covered = coverAnswer(text);
  if (covered.length <= longestText) return covered;
  // A copy: a part of a text would keep the whole text in memory.
  const shown = Buffer.from(covered.slice(0, shownText)).toString();
  return `${shown}… (${covered.length} characters)`;
}

/** Whether a report names the object of a key; objects with longer keys are only counted. */
export function isNamed(key: Uint8Array): boolean {
  return key.length <= longestKey;
}
