import { onPath } from './packages.mjs';

/**
 * Looks for a server that speaks S3. Tests that need one are skipped without.
 * @returns {Promise<{ missing: string } | {}>}
 */
export async function obtainS3() {
  if (onPath('versitygw') !== null || onPath('moto_server') !== null) return {};
  const missing =
    'there is no S3 server here, so no object store is tested. Put versitygw on PATH ' +
    '(go install github.com/versity/versitygw/cmd/versitygw@v1.8.0), or moto_server (pip install "moto[server]")';
  return { missing };
}
