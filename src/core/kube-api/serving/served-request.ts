const mostCharacters = 500;

/** Cuts a client's words. */
export function brief(text: string | undefined): string {
  return (text ?? '').slice(0, mostCharacters);
}
