import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { EtcdeckError } from '../contract/failure.ts';
import { issuerFolder, issuerSocket, requirePrivate } from './link-issuer.ts';

const ANSWER_MS = 5_000;
/** A link has about 80 characters. */
const LONGEST_LINK = 1_024;

/**
 * Requests a new link from a running `etcdeck serve` of this user: the one at `port`, or the only one. Fails with
 * `Unavailable` where none answers, and with `BadRequest` where several do and no port is given.
 */
export async function askForLink(settingsFolder: string, port: number | null): Promise<string> {
  if (process.platform === 'win32') {
    const message = 'Windows has no way to ask safely: press Enter in the terminal of etcdeck serve';
    throw new EtcdeckError({ code: 'BadRequest', message });
  }
  const known = await portsIn(settingsFolder);
  const callers: { readonly port: number; readonly socket: Socket }[] = [];
  try {
    for (const one of known.filter((each) => port === null || each === port)) {
      const socket = await connectTo(issuerSocket(settingsFolder, one));
      if (socket !== null) callers.push({ port: one, socket });
    }
    const [only, ...others] = callers;
    if (only === undefined) throw nobody(port);
    if (others.length > 0) {
      const message = `several run; name one with --port: ${callers.map((one) => one.port).join(', ')}`;
      throw new EtcdeckError({ code: 'BadRequest', message });
    }
    const link = await read(only.socket);
    if (link.startsWith(`http://127.0.0.1:${only.port}/?`)) return link;
    throw unavailable(`port ${only.port} gave no link`);
  } finally {
    for (const { socket } of callers) socket.destroy();
  }
}

/** Returns the ports of servers, running or killed. */
async function portsIn(settingsFolder: string): Promise<readonly number[]> {
  const folder = issuerFolder(settingsFolder);
  try {
    // A link from another user's server would open that user's server.
    await requirePrivate(folder);
    const names = await readdir(folder);
    return names.flatMap((name) => /^(\d{1,5})\.sock$/.exec(name)?.slice(1).map(Number) ?? []).sort((a, b) => a - b);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw unavailable(String(error), error);
  }
}

/** Returns `null` where no process listens any more. */
function connectTo(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(path, () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}

function read(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (message: string): void => {
      socket.destroy();
      reject(unavailable(message));
    };
    socket.setTimeout(ANSWER_MS, () => fail(`no link came within ${ANSWER_MS / 1_000} seconds`));
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.length > LONGEST_LINK) fail('what came is no link');
    });
    socket.on('error', (error) => fail(error.message));
    socket.on('end', () => resolve(said.trim()));
    socket.write('link\n');
  });
}

function nobody(port: number | null): EtcdeckError {
  const where = port === null ? '' : ` at port ${port}`;
  const message = `no etcdeck serve of this user runs here${where}`;
  return new EtcdeckError({ code: 'Unavailable', message, operation: 'serve.link' });
}

const unavailable = (message: string, cause?: unknown): EtcdeckError =>
  new EtcdeckError({ code: 'Unavailable', message, retry: true }, { cause });
