import type { ConnectionStep, ConnectionStepName } from '../../../contract/connections/diagnosis.ts';

export const stepLabels: Readonly<Record<ConnectionStepName, string>> = {
  discover: 'Look the endpoints up',
  ssh: 'Log in at the SSH host',
  files: 'Read certificate files',
  resolve: 'Resolve the name',
  tcp: 'Connect',
  tls: 'Agree on TLS',
  auth: 'Authenticate',
  cluster: 'Ask the cluster',
};

/** The steps so far, each once, as it stands now. */
export type Walk = readonly ConnectionStep[];

/** A step is reported when it begins and when it ends; the second report replaces the first. */
export function foldStep(walk: Walk, step: ConnectionStep): Walk {
  const at = walk.findIndex((one) => one.step === step.step && one.endpoint === step.endpoint);
  return at === -1 ? [...walk, step] : walk.with(at, step);
}

export interface WalkOfEndpoint {
  readonly endpoint: string | null;
  readonly steps: readonly ConnectionStep[];
}

/** What is common to all endpoints first, then endpoint by endpoint. */
export function byEndpoint(walk: Walk): readonly WalkOfEndpoint[] {
  const endpoints = [...new Set(walk.map((step) => step.endpoint))];
  return endpoints.map((endpoint) => ({ endpoint, steps: walk.filter((step) => step.endpoint === endpoint) }));
}

/** The walk in one sentence, once it has ended. */
export function verdictOf(walk: Walk): { readonly tone: 'ok' | 'warn' | 'bad'; readonly text: string } {
  const common = walk.filter((step) => step.endpoint === null);
  const endpoints = byEndpoint(walk).filter((one) => one.endpoint !== null);
  const good = endpoints.filter(({ steps }) => steps.every((step) => step.state !== 'failed'));
  if (common.some((step) => step.state === 'failed') || endpoints.length === 0) {
    return { tone: 'bad', text: 'This connection does not work yet.' };
  }
  if (good.length === endpoints.length) {
    return {
      tone: 'ok',
      text: endpoints.length === 1 ? 'The endpoint works.' : `All ${endpoints.length} endpoints work.`,
    };
  }
  if (good.length === 0) return { tone: 'bad', text: 'No endpoint works yet.' };
  return { tone: 'warn', text: `${good.length} of ${endpoints.length} endpoints work. The connection can be used.` };
}

/** Whether a step failed over something that its certificates show. */
export const isAboutCertificates = ({ step, failure }: ConnectionStep): boolean =>
  failure !== null && (step === 'files' || /Certificate|KeyMismatch|TlsHandshake/.test(failure.code));
