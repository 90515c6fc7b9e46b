import type { Client } from '../../contract/wire/client.ts';
import type { Transport } from '../../contract/wire/transport.ts';
import type { StubMethods } from './stub-api.ts';

/** A host that serves an implementation over a real transport. */
export interface WireHost {
  /** Opens a new connection, and returns the client's end. */
  connect(): Promise<Transport>;
  /** Closes every connection, with a reason. */
  goodbye(reason: string): void;
  /** Breaks every connection without notice, like a killed host. */
  cut(): void;
  /** The bugs reported so far. */
  readonly bugs: readonly { readonly method: string; readonly error: unknown }[];
  close(): Promise<void>;
}

/** A host over the transport under test, and its clients; all are closed after each test. */
export interface WireWorld {
  /** Serves a stub with these methods. */
  serveStub(methods: StubMethods): Promise<WireHost>;
  connectTo(host: WireHost): Promise<Client>;
  /** Serves a stub with these methods, and returns its only client. */
  clientOf(methods: StubMethods): Promise<Client>;
}
