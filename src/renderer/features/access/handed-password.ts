import { EtcdeckError } from '../../../contract/failure.ts';

/** A password on its way from a form to core. */
export interface HandedPassword {
  /** Returns it. Fails with `BadRequest` once it was forgotten. */
  readonly take: () => string;
  readonly forget: () => void;
}

/** Holds a password until core has it in a plan, or the plan is dismissed. */
export function handPassword(password: string): HandedPassword {
  let held: string | null = password;
  return {
    take: () => {
      if (held === null)
        throw new EtcdeckError({ code: 'BadRequest', message: 'the password is forgotten: type it again' });
      return held;
    },
    forget: () => {
      held = null;
    },
  };
}
