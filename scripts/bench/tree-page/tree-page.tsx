import type { Root } from 'react-dom/client';
import { TreeModel } from '../../../src/renderer/ui/tree-model.ts';
import { VirtualTree } from '../../../src/renderer/ui/VirtualTree.tsx';
import { type BenchPage, fan, rows, scrollThrough, untilShown } from './bench-page.ts';

interface Entry {
  readonly name: string;
}

const items = (of: string, isBranch: boolean) =>
  Array.from({ length: fan }, (_, at) => ({ data: { name: `${of}-${at}` }, isBranch }));

/** The product's own tree, with every folder open. */
export function treePage(root: Root): BenchPage {
  const model = new TreeModel<Entry>({ name: '' }, ({ name }) => name);
  const first = () => model.root.branch?.children.at(0);
  const box = (): Element => {
    const found = document.querySelector('[role="tree"]');
    if (found === null) throw new Error('no tree');
    return found;
  };

  function openAll(): void {
    model.setChildren(model.root, items('folder', true), null);
    for (const folder of model.root.branch?.children ?? []) {
      model.setChildren(folder, items(folder.data.name, true), null);
      for (const inner of folder.branch?.children ?? []) {
        model.setChildren(inner, items(inner.data.name, false), null);
        model.setExpanded(inner, true);
      }
      model.setExpanded(folder, true);
    }
  }

  return {
    async fill() {
      const spent = await untilShown(() => {
        openAll();
        root.render(
          <VirtualTree
            model={model}
            label="Bench"
            textOf={(entry) => entry.name}
            render={(node) => node.data.name}
            isSelected={() => false}
            onOpen={() => undefined}
            onExpand={() => undefined}
            onTail={() => undefined}
          />,
        );
      });
      if (model.rowCount !== rows) throw new Error(`the tree has ${model.rowCount} rows`);
      return [spent];
    },
    async toggle(count) {
      const spent: number[] = [];
      for (let at = 0; at < count; at++) {
        const folder = first();
        if (folder === undefined) throw new Error('no folder');
        const before = model.rowCount;
        spent.push(await untilShown(() => box().querySelector<HTMLElement>('[data-row="0"]')?.click()));
        if (model.rowCount === before) throw new Error('the click did nothing');
      }
      return spent;
    },
    scroll: (frames) => scrollThrough(box(), frames),
  };
}
