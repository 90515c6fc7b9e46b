import { useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf } from '../../state/failure.ts';

/** The name of a connection as it is typed to unlock it. */
export interface Unlocking {
  readonly typedName: string;
  readonly type: (name: string) => void;
  /** Whether the button does anything: the name is right, and nothing is under way. Core checks it again. */
  readonly canUnlock: boolean;
  readonly failure: Failure | null;
  readonly unlock: () => void;
}

/** Lets writes through for a quarter of an hour, once the connection's name was typed. */
export function useUnlock(onDidUnlock?: () => void): Unlocking {
  const api = useApi();
  const { id, profile } = useConnection();
  const [typedName, setTypedName] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const canUnlock = !isBusy && typedName.trim() === profile.name.trim();
  const send = async (): Promise<void> => {
    if (!canUnlock) return;
    setBusy(true);
    setFailure(null);
    try {
      await api.connections.unlock({ connection: id, typedName });
      onDidUnlock?.();
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(false);
  };
  return { typedName, type: setTypedName, canUnlock, failure, unlock: () => void send() };
}
