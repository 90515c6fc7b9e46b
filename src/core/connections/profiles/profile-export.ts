import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import type { ExportPreview } from '../../../contract/connections/hand-over.ts';
import type { ConnectionDraft, ConnectionProfile, ConnectionSecrets } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import { savedProfileSchema, toProfile, toValidProfile } from './profile.ts';

/** 128 MiB and about half a second for each guess at a passphrase. */
const cost = { N: 131_072, r: 8, p: 1 } as const;
const minPassphrase = 8;

const exportSchema = z.object({
  format: z.literal('etcdeck connections'),
  version: z.literal(1),
  connections: z.array(z.record(z.string(), z.unknown())).max(10_000),
  secrets: z.object({ salt: z.base64(), nonce: z.base64(), tag: z.base64(), sealed: z.base64() }).nullable(),
});

const secretsSchema = z.array(
  z.object({
    password: z.string().exactOptional(),
    passphrase: z.string().exactOptional(),
    privateKey: z.string().exactOptional(),
    sshPassword: z.string().exactOptional(),
    sshPassphrase: z.string().exactOptional(),
  }),
);

/**
 * Returns connections as text with their secrets sealed: scrypt, then AES-256-GCM, authenticated with the connections
 * too, so that a stored password cannot be redirected to an endpoint edited in later. Fails with `BadRequest` for a
 * short passphrase.
 */
export async function writeExport(
  profiles: readonly ConnectionProfile[],
  secrets: readonly ConnectionSecrets[],
  passphrase: string | null,
): Promise<string> {
  // Ids have meaning only in their settings folder.
  const connections = profiles.map(({ id: _, ...profile }) => profile);
  const sealed = passphrase === null ? null : await seal(secrets, connections, passphrase);
  const file = { format: 'etcdeck connections', version: 1, connections, secrets: sealed };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Returns the connections of an export without opening its secrets. Fails with `BadRequest`. */
export function previewExport(text: string): ExportPreview {
  const { connections, secrets } = parse(text);
  return { drafts: connections.map(toDraft), hasSecrets: secrets !== null };
}

/**
 * Returns the connections at these places of an export, with their secrets. Fails with `BadRequest`, `PassphraseWrong`.
 */
export async function readExport(
  text: string,
  places: readonly number[],
  passphrase: string | null,
): Promise<readonly { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets }[]> {
  const file = parse(text);
  const chosen = [...new Set(places)].map((place) => {
    const connection = file.connections[place];
    if (connection === undefined) throw refused(`the export has no connection at place ${place}`);
    return { place, draft: toDraft(connection) };
  });
  const secrets = file.secrets === null || passphrase === null ? [] : await unseal(file, passphrase);
  return chosen.map(({ place, draft }) => ({ draft, secrets: secrets[place] ?? {} }));
}

type ExportFile = z.infer<typeof exportSchema>;

function parse(text: string): ExportFile {
  try {
    return exportSchema.parse(JSON.parse(text));
  } catch (error) {
    throw refused('the text is no export of etcdeck, or one of a later version', error);
  }
}

/** Validates a connection as a form's draft, so that every connection shown can be saved. */
function toDraft(connection: Readonly<Record<string, unknown>>): ConnectionDraft {
  const parsed = savedProfileSchema().safeParse({ ...connection, id: 'none' });
  if (!parsed.success) throw refused(`a connection in the export is damaged: ${z.prettifyError(parsed.error)}`);
  // An import must not make this machine dial, with its secrets, before the operator opens it.
  const ours = { imported: true, checksHealth: false };
  return { ...toValidProfile({ ...toProfile(parsed.data), ...ours }), id: null };
}

async function seal(secrets: readonly ConnectionSecrets[], connections: readonly object[], passphrase: string) {
  if (passphrase.length < minPassphrase) {
    throw refused(`a passphrase for an export has at least ${minPassphrase} characters`);
  }
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt), nonce);
  cipher.setAAD(bound(connections));
  const sealed = Buffer.concat([cipher.update(JSON.stringify(secrets), 'utf8'), cipher.final()]);
  const inText = { salt, nonce, tag: cipher.getAuthTag(), sealed };
  return Object.fromEntries(Object.entries(inText).map(([name, bytes]) => [name, bytes.toString('base64')]));
}

async function unseal({ secrets, connections }: ExportFile, passphrase: string): Promise<readonly ConnectionSecrets[]> {
  const bytes = (text: string | undefined): Buffer => Buffer.from(text ?? '', 'base64');
  const tag = bytes(secrets?.tag);
  const nonce = bytes(secrets?.nonce);
  // A short tag could be guessed.
  if (tag.length !== 16 || nonce.length !== 12) throw refused('the secrets of the export are damaged');
  const key = await keyOf(passphrase, bytes(secrets?.salt));
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 });
    decipher.setAuthTag(tag);
    decipher.setAAD(bound(connections));
    const clear = Buffer.concat([decipher.update(bytes(secrets?.sealed)), decipher.final()]);
    return secretsSchema.parse(JSON.parse(clear.toString('utf8')));
  } catch (error) {
    throw new EtcdeckError(
      {
        code: 'PassphraseWrong',
        message: 'the passphrase does not open the export, or its connections were changed after it was made',
        operation: 'connections.importExport',
      },
      { cause: error },
    );
  }
}

/** The data that the seal authenticates besides the secrets: every connection, exactly. */
function bound(connections: readonly object[]): Buffer {
  return Buffer.from(JSON.stringify(connections));
}

function keyOf(passphrase: string, salt: Buffer): Promise<Buffer> {
  const options = { ...cost, maxmem: 256 * cost.N * cost.r };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

function refused(message: string, cause?: unknown): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message }, { cause });
}
