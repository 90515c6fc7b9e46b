/** Whether there is an Electron on this machine. */
export function hasElectron(): boolean;

/** Runs a script in Electron, without a display. `scratch`: a folder for what Electron writes. Returns why that came to
 * nothing, or null.
 */
export function runInElectron(
  script: string,
  options: { readonly scratch: string; readonly env: Readonly<Record<string, string>> },
): Promise<string | null>;
