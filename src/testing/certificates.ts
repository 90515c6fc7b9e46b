import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IssuedCertificate } from '../core/certificates/certificates.ts';

export {
  type Authority,
  type CertificateOrder,
  type IssuedCertificate,
  makeAuthority,
} from '../core/certificates/certificates.ts';

/** Writes `<folder>/<name>.crt` and `.key`. */
export async function writeCertificate(
  folder: string,
  name: string,
  issued: IssuedCertificate,
): Promise<{ readonly cert: string; readonly key: string }> {
  await mkdir(folder, { recursive: true });
  const cert = join(folder, `${name}.crt`);
  const key = join(folder, `${name}.key`);
  await writeFile(cert, issued.certPem);
  await writeFile(key, issued.keyPem, { mode: 0o600 });
  return { cert, key };
}
