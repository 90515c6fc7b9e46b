const pattern = /^v(\d{1,9})(?:(alpha|beta)(\d{1,9}))?$/;

/** Orders versions as Kubernetes does: stable before beta before alpha, the newer first; others behind, by name. */
export function byVersion(one: string, other: string): number {
  const [a, b] = [rankOf(one), rankOf(other)];
  if (a === null || b === null) return a === b ? (one < other ? -1 : 1) : a === null ? 1 : -1;
  return b.stage - a.stage || b.major - a.major || b.minor - a.minor;
}

/** Returns whether a version is neither alpha nor beta. */
export function isStable(version: string): boolean {
  return rankOf(version)?.stage === 2;
}

function rankOf(version: string): { readonly stage: number; readonly major: number; readonly minor: number } | null {
  const [whole, major, stage, minor] = pattern.exec(version) ?? [];
  if (whole === undefined) return null;
  return { stage: stage === undefined ? 2 : stage === 'beta' ? 1 : 0, major: Number(major), minor: Number(minor ?? 0) };
}
