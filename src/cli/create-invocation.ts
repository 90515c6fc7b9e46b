import { version } from '../../package.json';
import { EtcdeckError } from '../contract/failure.ts';
import { createStderrLogger } from '../core/log/stderr-logger.ts';
import type { Logger } from '../core/ports.ts';
import { createNodePorts } from '../webhost/node-ports.ts';
import type { Console } from './console.ts';
import { withVariables } from './etcdctl-variables.ts';
import type { GlobalFlags } from './global-flags.ts';
import type { Duration, Invocation } from './invocation.ts';

/** Returns what a command runs with. The product itself is loaded once the command opens it. */
export function createInvocation(
  given: GlobalFlags,
  duration: Duration,
  console: Console,
  interrupt: AbortSignal,
): Invocation {
  const flags = withVariables(given, console.env);
  const bound = duration === 'short' && flags.commandTimeout !== undefined ? flags.commandTimeout : null;
  const late = bound === null ? null : AbortSignal.timeout(bound);
  const signal = AbortSignal.any([interrupt, console.outputGone, ...(late === null ? [] : [late])]);
  const log = flags.debug ? createStderrLogger('info', console.tell) : silent;
  const ports = createNodePorts({ version, log, journal: 'commandLine' });
  const inTime = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!late?.aborted || !(error instanceof EtcdeckError) || error.code !== 'Cancelled') throw error;
      throw new EtcdeckError({ code: 'DeadlineExceeded', message: `no answer within ${bound} ms` }, { cause: error });
    }
  };
  const product = () => import('./session.ts');
  return {
    console,
    flags,
    given,
    format: flags.writeOut ?? 'table',
    isHex: flags.hex ?? false,
    keyEncoding: flags.keyEncoding ?? 'utf8',
    signal,
    withApi: (work) => inTime(async () => (await product()).withApp(ports, (app) => work(app.api, app))),
    withSession: (work, when = 'answered') =>
      inTime(async () => (await product()).withSession({ ports, flags, given, console, signal, when }, work)),
  };
}

// Stderr belongs to the one failure that a command may end with.
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
