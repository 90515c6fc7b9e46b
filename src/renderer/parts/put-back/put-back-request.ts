import type { CallOptions } from '../../../contract/abort.ts';
import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import type { PlanNotice } from '../../../contract/plans.ts';
import type { PlanRequest } from '../../state/plans.ts';
import { below } from '../shared-folder.ts';

/** The keys to put back: names beneath a prefix, or all that begin with it (`null`). */
export interface PutBackChoice {
  readonly prefix: Uint8Array;
  readonly names: readonly Uint8Array[] | null;
  /** What they are called in a title: `/app/…`, `12 keys`. */
  readonly what: string;
}

/** How they are put back. */
export interface PutBackForm {
  readonly leases: 'none' | 'grant';
  readonly closure: boolean;
  readonly deletesExtra: boolean;
}

/** Plans to write keys again as they are in a source. A file is held open as long as the plan is looked at. */
export function putBackRequest(
  api: Pick<Api, 'plans' | 'sources'>,
  source: KeySource,
  connection: ConnectionId,
  { prefix, names, what }: PutBackChoice,
  form: PutBackForm,
): PlanRequest {
  const from = { source, prefix };
  const request = { from, names, connection, onExisting: 'overwrite', ...form } as const;
  const shared = {
    title: `Put ${what} back?`,
    confirm: 'Put back',
    doing: `Putting ${what} back`,
    did: { verb: 'Put back', where: below(prefix) },
    writtenFrom: source,
  };
  if (source.kind === 'live') return { ...shared, plan: (options) => api.plans.planPutBack(request, options) };
  const held = holdFile(api, source);
  return {
    ...shared,
    async *plan(options: CallOptions): AsyncGenerator<PlanNotice, void> {
      await held.hold();
      yield* api.plans.planPutBack(request, options);
    },
    onDidEnd: () => held.release(),
    onDidDismiss: () => held.release(),
    onDidFail: () => held.release(),
  };
}

/** Holds a file open. A plan that is made again, or given up and shown again, holds it again. */
function holdFile(api: Pick<Api, 'sources'>, source: KeySource) {
  let opened: { readonly isOpen: Promise<void>; readonly close: () => void } | null = null;
  const open = () => {
    const controller = new AbortController();
    const notices = api.sources.open({ source }, { signal: controller.signal });
    const isOpen = new Promise<void>((resolve, reject) => {
      void (async () => {
        try {
          for await (const notice of notices) if (notice.kind === 'opened') resolve();
          reject(new Error('the file was closed'));
        } catch (error) {
          reject(error);
        }
      })();
    });
    // It is awaited by the plan, or by nobody any more.
    isOpen.catch(() => undefined);
    return { isOpen, close: () => controller.abort() };
  };
  return {
    hold(): Promise<void> {
      opened ??= open();
      return opened.isOpen;
    },
    release(): void {
      opened?.close();
      opened = null;
    },
  };
}
