import { isLabName } from '../../parts/start-lab.tsx';

/** The first name that no member has, made as the last numbered one is. */
export function freeName(names: readonly string[]): string {
  const stem = stemOf(names.findLast((name) => /\d$/.test(name)) ?? 'member-');
  for (let number = names.length + 1; ; number += 1) {
    const name = `${stem}${number}`;
    if (!names.includes(name)) return name;
  }
}

/** A name without the digits at its end. */
function stemOf(name: string): string {
  let end = name.length;
  while (/\d/.test(name[end - 1] ?? '')) end -= 1;
  return name.slice(0, end);
}

/** Why a new member cannot be called so; `null`: it can. */
export function nameFault(name: string, names: readonly string[]): string | null {
  if (names.includes(name)) return 'A member has this name.';
  return isLabName(name) ? null : 'Letters, digits, dots, hyphens and underscores; 63 at most.';
}
