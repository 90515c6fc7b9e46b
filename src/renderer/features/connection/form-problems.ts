import type { ConnectionForm, Material } from './connection-form.ts';
import { isGiven } from './connection-form.ts';
import { completeEndpoint, endpointProblem } from './endpoint-text.ts';
import { hasPrivateKey, looksLikePem } from './pem-text.ts';
import { readsManifest, type SshPlace, sshProblems } from './ssh-form.ts';

/** A field of the form that something can be wrong with; an endpoint's is its id. */
export type FormPlace =
  | 'name'
  | 'ca'
  | 'cert'
  | 'key'
  | 'passphrase'
  | 'user'
  | 'password'
  | SshPlace
  | `endpoint/${number}`;

/** What is wrong, by place. An empty map can be tested and saved. */
export function problemsOf(form: ConnectionForm): ReadonlyMap<FormPlace, string> {
  return new Map<FormPlace, string>([
    ...clusterProblems(form),
    ...tlsProblems(form),
    ...userProblems(form),
    ...sshProblems(form.ssh),
  ]);
}

type Problems = readonly (readonly [FormPlace, string])[];

function clusterProblems(form: ConnectionForm): Problems {
  const problems: [FormPlace, string][] = [];
  if (form.name.trim() === '') problems.push(['name', 'Give the connection a name.']);
  const given = form.endpoints.filter((one) => one.text.trim() !== '');
  const [first] = form.endpoints;
  if (given.length === 0 && first !== undefined) problems.push([`endpoint/${first.id}`, 'Give at least one endpoint.']);
  const seen = new Set<string>();
  for (const { id, text } of given) {
    const endpoint = completeEndpoint(text, form.usesTls);
    const problem = endpointProblem(endpoint) ?? (seen.has(endpoint) ? 'This endpoint is in the list already.' : null);
    if (problem !== null) problems.push([`endpoint/${id}`, problem]);
    seen.add(endpoint);
  }
  return problems;
}

function tlsProblems(form: ConnectionForm): Problems {
  if (!form.usesTls || readsManifest(form.ssh)) return [];
  const { ca, cert, key } = form;
  const problems: [FormPlace, string][] = [];
  const caProblem = certificateProblem(ca);
  const certProblem = certificateProblem(cert);
  if (caProblem !== null) problems.push(['ca', caProblem]);
  if (certProblem !== null) problems.push(['cert', certProblem]);
  else if (isGiven(key) && !isGiven(cert)) problems.push(['cert', 'A private key needs its client certificate.']);
  if (isText(key) && !hasPrivateKey(key.text)) {
    problems.push(['key', 'This is no private key: it has no line “-----BEGIN … PRIVATE KEY-----”.']);
  }
  // A file may hold both, a pasted certificate is kept without its key.
  if (isText(cert) && !isGiven(key) && !form.keptPrivateKey) {
    problems.push(['key', 'A client certificate needs its private key.']);
  }
  return problems;
}

function userProblems(form: ConnectionForm): Problems {
  if (form.user.trim() !== '' || form.password === '') return [];
  return [['user', 'Whose password is this? Give the user.']];
}

const isText = ({ source, text }: Material): boolean => source === 'text' && text.trim() !== '';

function certificateProblem(material: Material): string | null {
  if (!isText(material)) return null;
  if (!looksLikePem(material.text)) {
    return 'This is no certificate: it has no line “-----BEGIN CERTIFICATE-----”.';
  }
  return hasPrivateKey(material.text) ? 'This is a private key. It belongs into its own field.' : null;
}
