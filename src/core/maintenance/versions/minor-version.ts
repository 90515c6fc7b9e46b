/** Returns the first two numbers of a version: `3.6` of `3.6.14`; `null` for other text. */
export function minorVersion(version: string): { readonly major: number; readonly minor: number } | null {
  const [, major, minor] = /^([0-9]{1,3})\.([0-9]{1,3})(?![0-9])/.exec(version) ?? [];
  return major === undefined || minor === undefined ? null : { major: Number(major), minor: Number(minor) };
}

/** Returns whether a version has at least this minor one; unknown has not. */
export function isAtLeast(version: string | null, minor: number): boolean {
  const parts = version === null ? null : minorVersion(version);
  return parts !== null && (parts.major > 3 || (parts.major === 3 && parts.minor >= minor));
}
