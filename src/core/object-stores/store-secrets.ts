import { z } from 'zod';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStore, ObjectStoreSecrets } from '../../contract/object-stores.ts';
import type { SecretStore } from '../ports.ts';
import { badField } from './store-place.ts';

/** The access key that requests are signed with. */
export interface AccessKey extends ObjectStoreSecrets {
  /** Of temporary credentials. */
  readonly sessionToken?: string;
}

const stored = z.object({ accessKeyId: z.string().min(1), secretAccessKey: z.string().min(1) });

/** Access keys by store. They live in the host's secret store, or in the environment, and nowhere else. */
export class StoreSecrets {
  readonly #secrets: SecretStore;
  readonly #env: NodeJS.ProcessEnv;

  constructor(secrets: SecretStore, env: NodeJS.ProcessEnv = process.env) {
    this.#secrets = secrets;
    this.#env = env;
  }

  /** Fails with `BadRequest` where a key is needed and not given, nor stored for `id`. */
  check(credentials: ObjectStore['credentials'], given: ObjectStoreSecrets | null, id: string | null): void {
    if (credentials === 'environment') return;
    if (given === null && id !== null && this.#secrets.has(nameOf(id))) return;
    if (!given?.accessKeyId) throw badField('accessKeyId', 'it is needed');
    if (!given.secretAccessKey) throw badField('secretAccessKey', 'it is needed');
  }

  /** Returns the key of a store. May wait until the keychain is unlocked. Fails with `StoreSecretMissing`. */
  async resolve(
    { id, credentials }: Pick<ObjectStore, 'credentials'> & { readonly id: string | null },
    given: ObjectStoreSecrets | null,
  ): Promise<AccessKey> {
    if (credentials === 'environment') return this.#ofEnvironment();
    if (given !== null) return given;
    const text = id !== null && this.#secrets.has(nameOf(id)) ? await this.#secrets.get(nameOf(id)) : null;
    const key = text === null ? undefined : stored.safeParse(parsed(text)).data;
    if (key === undefined) throw secretMissing('no access key is stored for it');
    return key;
  }

  /** Stores a key that is given; deletes the stored one of a store that takes the environment's. */
  async keep({ id, credentials }: ObjectStore, given: ObjectStoreSecrets | null): Promise<void> {
    if (credentials === 'environment') return await this.forget(id);
    if (given !== null) await this.#secrets.set(nameOf(id), JSON.stringify(given));
  }

  async forget(id: string): Promise<void> {
    if (this.#secrets.has(nameOf(id))) await this.#secrets.set(nameOf(id), null);
  }

  #ofEnvironment(): AccessKey {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = this.#env;
    if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
      throw secretMissing('the environment has no AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
    }
    const key = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
    return AWS_SESSION_TOKEN ? { ...key, sessionToken: AWS_SESSION_TOKEN } : key;
  }
}

const nameOf = (id: string): string => `objectStore/${id}/accessKey`;

const secretMissing = (message: string): EtcdeckError => new EtcdeckError({ code: 'StoreSecretMissing', message });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
