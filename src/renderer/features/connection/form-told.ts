import type { Failure } from '../../../contract/failure.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import type { ConnectionForm, Material } from './connection-form.ts';
import { completeEndpoint } from './endpoint-text.ts';
import type { FormPlace } from './form-problems.ts';

/** What core said of a form's fields when it tried them, and the form that it tried. */
export interface Told {
  readonly form: ConnectionForm;
  readonly problems: ReadonlyMap<FormPlace, string>;
}

/** The failures of a test or of saving, each at the field that mends it. What no field mends stands in the test only. */
export function toldOf(form: ConnectionForm, failures: readonly Failure[]): Told {
  const problems = new Map<FormPlace, string>();
  for (const failure of failures) {
    const place = placeOf(form, failure);
    if (place !== null && !problems.has(place)) problems.set(place, describeFailure(failure).title);
  }
  return { form, problems };
}

/** What was told of a field, as long as the field is what it was then. */
export function toldAt({ form: tried, problems }: Told, form: ConnectionForm, place: FormPlace): string | null {
  return valueAt(tried, place) === valueAt(form, place) ? (problems.get(place) ?? null) : null;
}

function placeOf(form: ConnectionForm, failure: Failure): FormPlace | null {
  switch (failure.code) {
    case 'EndpointInvalid':
    case 'NameNotResolved':
    case 'ConnectionRefused':
    case 'ConnectTimeout':
    case 'ServerSpeaksTls':
    case 'ServerSpeaksPlain':
    case 'ServerCertificateNameMismatch':
    case 'NotEtcd':
    case 'ClusterIDMismatch':
      return endpointPlace(form, failure.endpoint);
    case 'FileNotFound':
    case 'FileNotReadable':
    case 'CertificateInvalid':
      return filePlace(form, failure.detail?.file);
    case 'ServerCertificateUntrusted':
      return 'ca';
    case 'ClientCertificateRequired':
    case 'ClientCertificateUntrusted':
    case 'ClientCertificateExpired':
    case 'ClientCertificateRefused':
      return 'cert';
    case 'PrivateKeyInvalid':
    case 'PrivateKeyRequired':
    case 'KeyMismatch':
      return 'key';
    case 'PassphraseRequired':
    case 'PassphraseWrong':
      return 'passphrase';
    case 'AuthFailed':
    case 'PasswordRequired':
      return 'password';
    case 'SshUnreachable':
    case 'SshHandshakeFailed':
    case 'SshHostKeyUnknown':
    case 'SshHostKeyChanged':
      return 'sshHost';
    case 'SshKeyInvalid':
      return 'sshKey';
    case 'SshPassphraseRequired':
    case 'SshPassphraseWrong':
      return 'sshPassphrase';
    case 'SshPasswordRequired':
      return 'sshPassword';
    case 'SshAuthFailed':
      return form.ssh.auth === 'password' ? 'sshPassword' : 'sshUser';
    case 'SshFileNotReadable':
      return 'sshManifest';
    case 'UserEmpty':
    case 'CertificateUserUnknown':
    case 'AuthNotEnabled':
      return 'user';
    default:
      return null;
  }
}

function endpointPlace(form: ConnectionForm, endpoint: string | undefined): FormPlace | null {
  const found = form.endpoints.find(({ text }) => completeEndpoint(text, form.usesTls) === endpoint);
  return found === undefined ? null : `endpoint/${found.id}`;
}

/** By the path that the failure names; what was pasted is called otherwise, and only one field can have caused it. */
function filePlace(form: ConnectionForm, file: string | number | undefined): FormPlace | null {
  const fields = ['ca', 'cert', 'key'] as const;
  const isOf = (material: Material): boolean => material.source === 'file' && material.file.trim() === file;
  const named = fields.find((field) => isOf(form[field]));
  if (named !== undefined || typeof file !== 'string') return named ?? null;
  if (file.includes('CA')) return 'ca';
  return file.includes('certificate') ? 'cert' : file.includes('key') ? 'key' : null;
}

function valueAt(form: ConnectionForm, place: FormPlace): string {
  const ofMaterial = ({ source, file, text }: Material): string => `${source} ${source === 'file' ? file : text}`;
  switch (place) {
    case 'ca':
    case 'cert':
      return ofMaterial(form[place]);
    // Another certificate may be what the key belongs to.
    case 'key':
      return ofMaterial(form.key) + ofMaterial(form.cert);
    case 'name':
    case 'passphrase':
    case 'user':
    case 'password':
    case 'sshPassphrase':
    case 'sshPassword':
      return form[place];
    case 'sshHost':
    case 'sshPort':
    case 'sshUser':
    case 'sshKey':
    case 'sshManifest':
      // Any of them may be the one to mend.
      return JSON.stringify(form.ssh);
    default:
      return form.endpoints.find(({ id }) => place === `endpoint/${id}`)?.text ?? '';
  }
}
