/** The revision that is typed, thousands set apart or not; `null` where it is none. */
export function readRevision(text: string): number | null {
  const revision = Number(text.replaceAll(/[,\s]/g, ''));
  return /\d/.test(text) && Number.isSafeInteger(revision) && revision > 0 ? revision : null;
}
