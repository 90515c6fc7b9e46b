import { isLabName } from '../../parts/start-lab.tsx';

/** The first name that no member has. */
export function freeName(names: readonly string[]): string {
  for (let number = names.length + 1; ; number += 1) {
    const name = `member-${number}`;
    if (!names.includes(name)) return name;
  }
}

/** Why a new member cannot be called so; `null`: it can. */
export function nameFault(name: string, names: readonly string[]): string | null {
  if (names.includes(name)) return 'A member has this name.';
  return isLabName(name) ? null : 'Letters, digits, dots, hyphens and underscores; 63 at most.';
}
