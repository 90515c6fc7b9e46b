import type { Client } from '../../contract/wire/client.ts';
import type { Transport } from '../../contract/wire/transport.ts';
import type { StubMethods } from './stub-api.ts';

/** A host that serves an implementation over a real transport. */
export interface WireHost {
  /** The client's end of a connection of its own. */
  connect(): Promise<Transport>;
  /** Says goodbye to everyone. */
  goodbye(reason: string): void;
  /** Ends every connection without a word, as a host does that is killed. */
  cut(): void;
  /** The bugs reported so far. */
  readonly bugs: readonly { readonly method: string; readonly error: unknown }[];
  close(): Promise<void>;
}

/** A host over the transport under test, and clients of it, all closed after each test. */
export interface WireWorld {
  /** Serves a stub with these methods. */
  serveStub(methods: StubMethods): Promise<WireHost>;
  connectTo(host: WireHost): Promise<Client>;
  /** The one client of a stub with these methods. */
  clientOf(methods: StubMethods): Promise<Client>;
}
