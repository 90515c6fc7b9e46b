import type { ConnectionProfile, ConnectionSecrets } from '../../contract/connections/profile.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import type { SecretStore } from '../ports.ts';

/** The secrets of a connection, from the form or the keychain; `null` where there is none. */
export interface ResolvedSecrets {
  readonly password: string | null;
  readonly passphrase: string | null;
  /** The client certificate's key in PEM, where it was pasted. */
  readonly privateKey: string | null;
  readonly sshPassword: string | null;
  readonly sshPassphrase: string | null;
}

const kinds = ['password', 'passphrase', 'privateKey', 'sshPassword', 'sshPassphrase'] as const;
type SecretKind = (typeof kinds)[number];

/** Secrets of saved connections, by connection. They live in the host's secret store and nowhere else. */
export class Credentials {
  readonly #store: SecretStore;

  constructor(store: SecretStore) {
    this.#store = store;
  }

  has(id: ConnectionId, kind: SecretKind): boolean {
    return this.#store.has(nameOf(id, kind));
  }

  /**
   * Returns the secrets given, else those stored; an empty one counts as none. May wait until the keychain is unlocked.
   */
  async resolve(
    profile: ConnectionProfile,
    given: ConnectionSecrets,
    fallback?: ConnectionSecrets,
  ): Promise<ResolvedSecrets> {
    const find = async (kind: SecretKind, isNeeded: boolean): Promise<string | null> => {
      const known = given[kind] ?? fallback?.[kind];
      if (known !== undefined) return known === '' ? null : known;
      const name = nameOf(profile.id, kind);
      return isNeeded && this.#store.has(name) ? await this.#store.get(name) : null;
    };
    const isOfUse = purposesIn(profile);
    return {
      password: await find('password', isOfUse.password),
      passphrase: await find('passphrase', isOfUse.passphrase),
      privateKey: await find('privateKey', isOfUse.privateKey),
      sshPassword: await find('sshPassword', isOfUse.sshPassword),
      sshPassphrase: await find('sshPassphrase', isOfUse.sshPassphrase),
    };
  }

  /** Returns every secret stored for a connection, for an export. */
  async stored(id: ConnectionId): Promise<ConnectionSecrets> {
    const secrets: { -readonly [Kind in SecretKind]?: string } = {};
    for (const kind of kinds) {
      const name = nameOf(id, kind);
      const secret = this.#store.has(name) ? await this.#store.get(name) : null;
      if (secret !== null) secrets[kind] = secret;
    }
    return secrets;
  }

  /** Stores the given secrets; deletes those given empty, and those that the profile no longer uses. */
  async keep(profile: ConnectionProfile, given: ConnectionSecrets): Promise<void> {
    const isOfUse = purposesIn(profile);
    for (const kind of kinds) {
      const secret = isOfUse[kind] ? given[kind] : '';
      if (secret === undefined) continue;
      const name = nameOf(profile.id, kind);
      if (secret !== '') await this.#store.set(name, secret);
      else if (this.#store.has(name)) await this.#store.set(name, null);
    }
  }

  async forget(id: ConnectionId): Promise<void> {
    for (const kind of kinds) {
      const name = nameOf(id, kind);
      if (this.#store.has(name)) await this.#store.set(name, null);
    }
  }
}

/** Fails with `PasswordRequired` when the profile has a user and there is no password for it. */
export function requirePassword(profile: ConnectionProfile, secrets: ResolvedSecrets): void {
  if (profile.user === null || secrets.password !== null) return;
  throw new EtcdeckError({
    code: 'PasswordRequired',
    message: `a password is needed for the user ${profile.user}`,
    detail: { user: profile.user },
  });
}

/** Which secrets a profile can use. A CA or a certificate file may be encrypted, as a key may. */
function purposesIn({ user, tls, ssh }: ConnectionProfile): Readonly<Record<SecretKind, boolean>> {
  const hasCertificate = tls.certFile !== null || tls.certPem !== undefined;
  return {
    password: user !== null,
    passphrase: hasCertificate || tls.caFile !== null,
    privateKey: hasCertificate && tls.keyFile === null,
    // A host may require it after the key.
    sshPassword: ssh !== null,
    sshPassphrase: ssh?.auth === 'key',
  };
}

function nameOf(id: ConnectionId, kind: SecretKind): string {
  return `connection/${id}/${kind}`;
}
