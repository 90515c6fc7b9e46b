/** Kubernetes' answer to what it does not do. */
export interface Status {
  readonly kind: 'Status';
  readonly apiVersion: 'v1';
  readonly metadata: Readonly<Record<string, never>>;
  readonly status: 'Failure';
  readonly message: string;
  readonly reason: string;
  readonly details?: StatusDetails;
  /** The HTTP status. */
  readonly code: number;
}

/** What a Status is about. */
export interface StatusDetails {
  readonly name?: string;
  readonly group?: string;
  readonly kind?: string;
  readonly causes?: readonly { readonly reason: string; readonly message: string }[];
  readonly retryAfterSeconds?: number;
}

/** A request that is answered with a Status: thrown by everything here that reads a part of a request. */
export class Refusal extends Error {
  readonly status: Status;

  constructor(code: number, reason: string, message: string, details?: StatusDetails) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details === undefined ? {} : { details }),
      code,
    };
  }
}

/** What a refusal of a resource is about. */
interface About {
  readonly group: string;
  readonly resource: string;
}

const qualified = ({ group, resource }: About): string => (group === '' ? resource : `${resource}.${group}`);

/** Returns the answer for an object that is not there. */
export function notFound(about: About, name: string): Refusal {
  const { group, resource } = about;
  const details = { name, ...(group === '' ? {} : { group }), kind: resource };
  return new Refusal(404, 'NotFound', `${qualified(about)} "${name}" not found`, details);
}

/** Returns the answer for a path that nothing is served at. */
export function noSuchResource(): Refusal {
  return new Refusal(404, 'NotFound', 'the server could not find the requested resource', {});
}

const noContainers = 'etcd holds no running containers';

/** Why what a kubelet answers, by its subresource, cannot be answered from what is stored. */
const kubeletAnswers: Readonly<Record<string, string>> = {
  log: 'etcd holds no logs',
  exec: noContainers,
  attach: noContainers,
  portforward: noContainers,
  proxy: noContainers,
};

/** Returns the end of a refusal for what a kubelet answers (`log`); empty for any other part of an object. */
export function notStored(subresource: string | null): string {
  if (subresource === null || !Object.hasOwn(kubeletAnswers, subresource)) return '';
  return `; ${kubeletAnswers[subresource]}, so that this cannot be answered from it`;
}

/** Returns the answer to a request that changes something, executes, or asks for what is not stored. */
export function readOnly(revision: number, subresource: string | null = null): Refusal {
  const message = `read-only: served by etcdeck from revision ${revision}${notStored(subresource)}`;
  return new Refusal(405, 'MethodNotAllowed', message, {});
}

/** Returns the answer to a request that cannot be read. */
export function badRequest(message: string): Refusal {
  return new Refusal(400, 'BadRequest', message);
}

/** Returns the answer to an `Accept` that names nothing that can be answered. */
export function notAcceptable(): Refusal {
  const accepted = 'application/json, application/vnd.kubernetes.protobuf';
  return new Refusal(406, 'NotAcceptable', `only the following media types are accepted: ${accepted}`);
}

/** Returns the answer to a read at a revision that was compacted, or of a `continue` of such a one. */
export function expired(oldest: number | null, asked: number | null): Refusal {
  const places = oldest === null || asked === null ? '' : `: ${asked} (${oldest})`;
  return new Refusal(410, 'Expired', `too old resource version${places}`);
}

/** Returns the answer to a read at a revision that is not there yet. */
export function tooLargeResourceVersion(asked: number, newest: number): Refusal {
  const message = `Too large resource version: ${asked}, current: ${newest}`;
  return new Refusal(504, 'Timeout', `Timeout: ${message}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

/** Returns the answer for objects that are stored but cannot be read: encrypted, damaged, in a version without a converter. */
export function unreadable(message: string): Refusal {
  return new Refusal(500, 'StorageReadError', message);
}

/** Returns a Status as it is answered. */
export function statusJson(status: Status): string {
  return `${JSON.stringify(status)}\n`;
}
