import { connectionColors, connectionEnvironments, sshAuths } from '../../../contract/connections/profile.ts';
import { membersOf } from '../../state/members-of.ts';
import { draftsAt } from '../../state/unsaved.ts';
import { useUnsaved } from '../../state/use-unsaved.ts';
import { anEndpoint, type ConnectionForm, type Material } from './connection-form.ts';
import { hasPrivateKey } from './pem-text.ts';
import type { SshForm } from './ssh-form.ts';

const longest = 100_000;
const placeOf = (place: string): string => `connection/${place}`;

/** The form as it was typed before the page was loaded, or `null`. */
export const keptForm = (place: string, saved: ConnectionForm): ConnectionForm | null => {
  const whole = placeOf(place);
  const drafts = draftsAt(whole, (json) => parseForm(json, saved));
  return drafts.find((each) => each.place === whole)?.draft ?? null;
};

/** Tracks unsaved input of a form. Returns whether there is any. */
export function useUnsavedForm(place: string, title: string, form: ConnectionForm, saved: ConnectionForm): boolean {
  const version = versionOf(form);
  const isEdited = version !== versionOf(saved);
  const kept = formToKeep(form);
  useUnsaved(
    placeOf(place),
    isEdited
      ? {
          title: form.name.trim() === '' ? title : form.name,
          where: '',
          keep: async () => kept,
          isPartial: version !== versionOf(kept),
        }
      : null,
    version,
  );
  return isEdited;
}

const versionOf = (form: ConnectionForm): string =>
  JSON.stringify({ ...form, endpoints: form.endpoints.map(({ text }) => text) });

/** The form without anything secret: it lies in the window's memory. */
export function formToKeep(form: ConnectionForm): ConnectionForm {
  const kept: ConnectionForm = {
    ...form,
    // What stands before an @ would be a password.
    endpoints: form.endpoints.map((each) => (each.text.includes('@') ? { ...each, text: '' } : each)),
    metricsURLs: form.metricsURLs.includes('@') ? '' : form.metricsURLs,
    key: { ...form.key, text: '' },
    passphrase: '',
    password: '',
    sshPassword: '',
    sshPassphrase: '',
  };
  // A private key may have been pasted into any field.
  return JSON.parse(JSON.stringify(kept), (_, value) =>
    typeof value === 'string' && hasPrivateKey(value) ? '' : value,
  );
}

function parseForm(json: unknown, saved: ConnectionForm): ConnectionForm | null {
  const stored = membersOf(json);
  const plain = Object.entries(saved).filter(([name, value]) => name !== 'id' && isPlain(value));
  if (plain.some(([name, value]) => typeof stored[name] !== typeof value || isTooLong(stored[name]))) return null;
  const { endpoints, tags, color, environment } = stored;
  if (!isTexts(endpoints, 'text') || !isTexts(tags)) return null;
  const [ca, cert, key] = [parseMaterial(stored.ca), parseMaterial(stored.cert), parseMaterial(stored.key)];
  const ssh = parseSsh(stored.ssh);
  if (ca === null || cert === null || key === null || ssh === null) return null;
  return formToKeep({
    ...saved,
    // Each has just been seen to be of the type that the saved form has there.
    ...(Object.fromEntries(plain.map(([name]) => [name, stored[name]])) as Partial<ConnectionForm>),
    endpoints: endpoints.map(({ text }) => anEndpoint(text)),
    tags,
    ca,
    cert,
    key,
    ssh,
    discovery: parseDiscovery(stored.discovery),
    color: connectionColors.find((each) => each === color) ?? null,
    environment: connectionEnvironments.find((each) => each === environment) ?? null,
  });
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'boolean';
const isTooLong = (value: unknown): boolean => typeof value === 'string' && value.length > longest;
const isText = (value: unknown): value is string => typeof value === 'string' && !isTooLong(value);

function isTexts(json: unknown): json is readonly string[];
function isTexts(json: unknown, member: 'text'): json is readonly { readonly text: string }[];
function isTexts(json: unknown, member?: 'text'): boolean {
  const textOf = (each: unknown): unknown => (member === undefined ? each : membersOf(each)[member]);
  return Array.isArray(json) && json.length <= 1_000 && json.every((each) => isText(textOf(each)));
}

function parseMaterial(json: unknown): Material | null {
  const { source, file, text } = membersOf(json);
  if (!isText(file) || !isText(text)) return null;
  return { source: source === 'text' ? 'text' : 'file', file, text };
}

function parseSsh(json: unknown): SshForm | null {
  const { isUsed, host, port, user, auth: named, keyFile, manifest } = membersOf(json);
  const auth = sshAuths.find((each) => each === named);
  if (typeof isUsed !== 'boolean' || auth === undefined || !isText(host) || !isText(port)) return null;
  if (!isText(user) || !isText(keyFile) || !isText(manifest)) return null;
  return { isUsed, host, port, user, auth, keyFile, manifest };
}

function parseDiscovery(json: unknown): ConnectionForm['discovery'] {
  const { domain, service } = membersOf(json);
  return isText(domain) ? { domain, service: isText(service) ? service : null } : null;
}
