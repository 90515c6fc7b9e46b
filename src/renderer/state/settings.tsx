import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import type { Api } from '../../contract/api.ts';
import type { HostInfo, Settings } from '../../contract/settings.ts';
import { useApi } from './api.tsx';
import { failureOf } from './failure.ts';
import { showToast } from './toasts.ts';

/** Changes some settings; a function sees those of this moment. */
export type UpdateSettings = (changes: Partial<Settings> | ((now: Settings) => Partial<Settings>)) => void;

interface Surroundings {
  readonly host: HostInfo;
  readonly settings: Settings;
  readonly update: UpdateSettings;
  /** The same, for a setting that something waits for: rejects where it could not be kept. */
  readonly save: (changes: Partial<Settings>) => Promise<void>;
}

const SettingsContext = createContext<Surroundings | null>(null);

const settingsKey = ['settings'] as const;

export const hostQuery = (api: Api) =>
  queryOptions({
    queryKey: ['host'],
    queryFn: ({ signal }) => api.settings.host({}, { signal }),
    staleTime: Infinity,
  });

export const settingsQuery = (api: Api) =>
  queryOptions({
    queryKey: settingsKey,
    queryFn: ({ signal }) => api.settings.get({}, { signal }),
    staleTime: Infinity,
  });

/** Asks for the host and the settings; `null` while they are not there. */
export function useLoadSettings(): {
  readonly surroundings: Surroundings | null;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const api = useApi();
  const queries = useQueryClient();
  const host = useQuery(hostQuery(api));
  const settings = useQuery(settingsQuery(api));
  const update = useCallback<UpdateSettings>(
    (wanted) => {
      const now = queries.getQueryData<Settings>(settingsKey);
      if (now === undefined) return;
      const changes = typeof wanted === 'function' ? wanted(now) : wanted;
      // Shown at once: a theme or a pane must not wait for a disk.
      queries.setQueryData<Settings>(settingsKey, { ...now, ...changes });
      api.settings.update({ changes }).catch((error: unknown) => {
        showToast({ tone: 'warn', text: 'The setting holds for now only.', detail: failureOf(error).message }, null);
      });
    },
    [api, queries],
  );
  const save = useCallback(
    async (changes: Partial<Settings>): Promise<void> => {
      queries.setQueryData<Settings>(settingsKey, await api.settings.update({ changes }));
    },
    [api, queries],
  );
  const surroundings = useMemo(
    () =>
      host.data === undefined || settings.data === undefined
        ? null
        : { host: host.data, settings: settings.data, update, save },
    [host.data, settings.data, update, save],
  );
  const { refetch: askHost } = host;
  const { refetch: askSettings } = settings;
  const retry = useCallback(() => {
    void askHost();
    void askSettings();
  }, [askHost, askSettings]);
  return { surroundings, error: host.error ?? settings.error, retry };
}

export function SettingsProvider(props: { readonly value: Surroundings; readonly children: ReactNode }) {
  return <SettingsContext value={props.value}>{props.children}</SettingsContext>;
}

function useSurroundings(): Surroundings {
  const surroundings = useContext(SettingsContext);
  if (surroundings === null) throw new Error('useSettings outside of SettingsProvider');
  return surroundings;
}

/** What host and machine this is. */
export const useHost = (): HostInfo => useSurroundings().host;

/** What the operator chose, and how to change it. */
export function useSettings(): Omit<Surroundings, 'host'> {
  return useSurroundings();
}
