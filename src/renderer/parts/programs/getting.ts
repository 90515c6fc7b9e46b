import { EtcdeckError } from '../../../contract/failure.ts';
import type { EtcdNotice, EtcdProgram, EtcdWay } from '../../../contract/programs.ts';
import { useApi } from '../../state/api.tsx';
import { createLoggedWorks, type LoggedWork } from '../../state/logged-work.ts';
import { useStore } from '../../state/store.ts';
import { noticeWords } from './offer-words.ts';

/** How far getting etcd is. */
export interface Getting {
  readonly words: string;
  /** From 0 to 1; `null` where it is not known. */
  readonly share: number | null;
  readonly etcd: EtcdProgram | null;
}

/** There is one: whatever asks for an etcd shows it. */
const gettings = createLoggedWorks<EtcdNotice, Getting>({ words: '', share: null, etcd: null }, (_before, notice) => ({
  words: noticeWords(notice),
  share: notice.kind === 'received' && notice.total ? notice.bytes / notice.total : null,
  etcd: notice.kind === 'ready' ? notice.etcd : null,
}));

/** Gets etcd, which goes on when what asked for it is closed. */
export function useGetting(): {
  readonly run: LoggedWork<Getting> | null;
  readonly begin: (way: EtcdWay, onGot: () => void) => void;
} {
  const api = useApi();
  return {
    run: useStore(gettings.all).get('etcd') ?? null,
    begin: (way, onGot) =>
      gettings.start({
        subject: 'etcd',
        title: 'Getting etcd',
        open: (signal) => api.programs.get({ way }, { signal }),
        detail: ({ words }) => words,
        result: ({ etcd }) => {
          if (etcd === null) throw new EtcdeckError({ code: 'InstallFailed', message: 'it ended without an etcd' });
          onGot();
          return { title: `There is etcd ${etcd.version} now`, text: etcd.binary };
        },
      }),
  };
}
