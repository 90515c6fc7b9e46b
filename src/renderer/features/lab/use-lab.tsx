import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { LabFrame } from '../../../contract/lab/frames.ts';
import { Soon } from '../../state/soon.ts';
import { useStore, useStorePart } from '../../state/store.ts';
import type { LabModel } from './model/lab-model.ts';

const LabContext = createContext<LabModel | null>(null);

export function LabProvider({ model, children }: { readonly model: LabModel; readonly children: ReactNode }) {
  return <LabContext value={model}>{children}</LabContext>;
}

/** The lab that is shown. */
export function useLab(): LabModel {
  const model = useContext(LabContext);
  if (model === null) throw new Error('useLab outside of a lab');
  return model;
}

/** The frame that is shown: the newest one, or that of the moment looked at. */
export function useShownFrame(): LabFrame | null {
  const model = useLab();
  const newest = useStorePart(model.view, ({ frame }) => frame);
  const { at } = useStore(model.desk);
  return at === null ? newest : model.history.frameAt(at);
}

/** Often enough for figures that are read, and not watched. */
const calmMs = 300;

const shownOf = ({ view, desk, history }: LabModel): LabFrame | null => {
  const { at } = desk.get();
  return at === null ? view.get().frame : history.frameAt(at);
};

/** The frame that is shown, a few times a second: for words and figures, which the picture is quicker than. */
export function useCalmFrame(): LabFrame | null {
  const model = useLab();
  const [frame, setFrame] = useState(() => shownOf(model));
  useEffect(() => {
    const show = (): void => setFrame(shownOf(model));
    const soon = new Soon(show, calmMs);
    const leave = [model.view.subscribe(() => soon.ask()), model.desk.subscribe(show)];
    show();
    return () => {
      soon.cancel();
      for (const each of leave) each();
    };
  }, [model]);
  return frame;
}

/** Whether acts can be done: the present is shown, and the lab runs. */
export function useCanAct(): boolean {
  const model = useLab();
  const runs = useStorePart(model.view, ({ phase }) => phase === 'following');
  return useStorePart(model.desk, ({ at }) => at === null) && runs;
}
