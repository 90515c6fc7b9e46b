import { z } from 'zod';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStore, ObjectStoreDraft } from '../../contract/object-stores.ts';
import { loadTls } from '../connections/tls/tls-material.ts';

const bucketName = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
const regionName = /^[A-Za-z0-9-]{1,64}$/;
const odd: ReadonlySet<string> = new Set(['', '.', '..']);

/** A store as the settings keep it; fields of a newer version stay with it. */
export const storeSchema = z.looseObject({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(128),
  endpoint: z.string().max(2_048),
  region: z.string().max(64),
  bucket: z.string().regex(bucketName),
  prefix: z.string().max(512),
  isPathStyle: z.boolean(),
  caFile: z.string().max(4_096).nullable(),
  credentials: z.enum(['keychain', 'environment']),
});

/** The failure `BadRequest` for a field of a store's form. */
export const badField = (field: string, message: string): EtcdeckError =>
  new EtcdeckError({ code: 'BadRequest', message, detail: { field } });

/**
 * Returns a draft as it is stored: without blanks around it, the endpoint as `scheme://host:port`, the prefix without
 * slashes at its ends. Fails with `BadRequest` (`field` in the detail).
 */
export async function normalisedStore({ id, ...draft }: ObjectStoreDraft): Promise<Omit<ObjectStore, 'id'>> {
  const name = draft.name.trim();
  if (name === '') throw badField('name', 'a name is needed');
  const endpoint = originOf(draft.endpoint.trim());
  const region = draft.region.trim();
  if (endpoint === '' && region === '') throw badField('region', 'Amazon’s own endpoint is one of a region');
  if (region !== '' && !regionName.test(region)) throw badField('region', 'it is not the name of a region');
  const bucket = draft.bucket.trim();
  if (!bucketName.test(bucket)) {
    throw badField('bucket', 'a bucket’s name has 3 to 255 letters, digits, dots, dashes and underscores');
  }
  const prefix = prefixOf(draft.prefix.trim());
  const caFile = draft.caFile === null || draft.caFile === '' ? null : draft.caFile;
  if (caFile !== null) await requireAuthority(caFile);
  const { isPathStyle, credentials } = draft;
  return { name, endpoint, region, bucket, prefix, isPathStyle, caFile, credentials };
}

function originOf(endpoint: string): string {
  if (endpoint === '') return '';
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw badField('endpoint', 'it is not a URL such as https://minio.example.com:9000');
  }
  if (url.username !== '' || url.password !== '') throw badField('endpoint', 'the access key is not a part of the URL');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw badField('endpoint', 'it ends after the port: the bucket and the prefix have fields of their own');
  }
  return url.origin;
}

function prefixOf(prefix: string): string {
  if (prefix === '' || prefix === '/') return '';
  const parts = prefix.slice(prefix.startsWith('/') ? 1 : 0, prefix.endsWith('/') ? -1 : undefined).split('/');
  if (parts.some((part) => odd.has(part))) throw badField('prefix', 'a part of it is empty, “.” or “..”');
  return parts.join('/');
}

async function requireAuthority(file: string): Promise<void> {
  try {
    await readAuthorities(file);
  } catch (error) {
    if (error instanceof EtcdeckError) throw badField('caFile', error.message);
    throw error;
  }
}

/**
 * Returns the roots for a store's certificate in PEM: of its CA file, or the operating system's. Fails with
 * `FileNotFound`, `FileNotReadable`, `CertificateInvalid`.
 */
export async function readAuthorities(caFile: string | null): Promise<string | null> {
  const tls = { caFile, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  return (await loadTls(tls, { passphrase: null, privateKey: null })).material.ca;
}
