import { parseDocument } from 'yaml';
import { z } from 'zod';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { EncryptionKeyName } from '../../../contract/kubernetes.ts';
import { fromUnpaddedBase64 } from '../../bytes/base64.ts';
import { deepPlaceIn } from '../../yaml/yaml-depth.ts';

/** Providers whose keys are in an EncryptionConfiguration. */
export const localProviders = ['aescbc', 'aesgcm', 'secretbox'] as const;
/** A provider whose keys are in the configuration itself. */
export type LocalProvider = (typeof localProviders)[number];

/** A key of an EncryptionConfiguration. */
export interface EncryptionKey {
  readonly provider: LocalProvider;
  readonly name: string;
  readonly secret: Uint8Array;
}

/** The contents of a configuration: the keys that can be used here, and the names of all providers. */
export interface EncryptionConfiguration {
  readonly keys: readonly EncryptionKey[];
  readonly names: readonly EncryptionKeyName[];
}

const keySizes: Readonly<Record<LocalProvider, readonly number[]>> = {
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
  secretbox: [32],
};

const keys = z.object({ keys: z.array(z.object({ name: z.string().min(1), secret: z.string() })).min(1) });
const provider = z.object({
  aescbc: keys.optional(),
  aesgcm: keys.optional(),
  secretbox: keys.optional(),
  kms: z.object({ name: z.string() }).optional(),
  identity: z.unknown().optional(),
});
const schema = z.object({
  // The kind was `EncryptionConfig` until Kubernetes 1.13.
  kind: z.enum(['EncryptionConfiguration', 'EncryptionConfig']),
  resources: z.array(z.object({ providers: z.array(provider).min(1) })).min(1),
});

/**
 * Reads the API server's EncryptionConfiguration, YAML or JSON. Fails with `EncryptionConfigurationInvalid` (`line` or
 * `path` in its detail), and never repeats a secret.
 */
export function parseEncryptionConfiguration(text: string): EncryptionConfiguration {
  const { resources } = readDocument(text);
  const found: EncryptionKey[] = [];
  const names = new Map<string, EncryptionKeyName>();
  const addName = (one: EncryptionKeyName) => names.set(`${one.provider} ${one.name}`, one);
  for (const [group, { providers }] of resources.entries()) {
    for (const [at, one] of providers.entries()) {
      const path = `resources[${group}].providers[${at}]`;
      for (const name of localProviders) {
        for (const [place, key] of (one[name]?.keys ?? []).entries()) {
          const secret = readSecret(key.secret, name, `${path}.${name}.keys[${place}].secret`);
          found.push({ provider: name, name: key.name, secret });
          addName({ provider: name, name: key.name, isUsable: true });
        }
      }
      if (one.kms !== undefined) addName({ provider: 'kms', name: one.kms.name, isUsable: false });
      if (one.identity !== undefined) addName({ provider: 'identity', name: '', isUsable: true });
    }
  }
  return { keys: found, names: [...names.values()] };
}

function readDocument(text: string): z.output<typeof schema> {
  if (deepPlaceIn(text) !== null) throw invalid('It is nested too deep', { line: 1 });
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line ?? 1;
    // The message continues with the surrounding text, which may be a secret.
    throw invalid(`This is no YAML: ${error.message.split(/ at line |\n/)[0]}, at line ${line}`, { line });
  }
  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw invalid('Its aliases cannot be followed', { line: 1 });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = (issue?.path ?? [])
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  const where = path.replace(/^\./, '');
  throw invalid(`${where || 'The whole'}: ${issue?.message ?? 'is not what it must be'}`, { path: where });
}

function readSecret(text: string, provider: LocalProvider, path: string): Uint8Array {
  const secret = fromUnpaddedBase64(text.trim());
  if (secret === null) throw invalid(`${path}: is no base64`, { path });
  if (keySizes[provider].includes(secret.length)) return secret;
  const sizes = keySizes[provider].join(', ');
  throw invalid(`${path}: a key of ${provider} has ${sizes} bytes, this one ${secret.length}`, { path });
}

function invalid(message: string, detail: Readonly<Record<string, string | number>>): EtcdeckError {
  return new EtcdeckError({ code: 'EncryptionConfigurationInvalid', message, detail });
}
