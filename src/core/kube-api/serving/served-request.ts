/** One request, once it was answered. Everything but the numbers is a client's own words. */
export interface ServedRequest {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** The path with its parameters, cut to a few hundred characters. */
  readonly path: string;
  /** The client's own name, cut likewise; empty where it gives none. */
  readonly userAgent: string;
  readonly isWatch: boolean;
  /** The HTTP status; 101 for a watch over a WebSocket. */
  readonly status: number;
  readonly tookMs: number;
  /** The bytes of the answer's body. */
  readonly bytes: number;
}

const mostCharacters = 500;

/** Cuts a client's words. */
export function brief(text: string | undefined): string {
  return (text ?? '').slice(0, mostCharacters);
}
