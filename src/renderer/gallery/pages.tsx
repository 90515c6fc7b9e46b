import type { GalleryPage } from './gallery-page.ts';
import { dataPages } from './pages/data-pages.tsx';
import { dialogPages } from './pages/dialog-pages.tsx';
import { drawingPages } from './pages/drawing-pages.tsx';
import { editorPages } from './pages/editor-pages.tsx';
import { inputPages } from './pages/input-pages.tsx';
import { layoutPages } from './pages/layout-pages.tsx';
import { statePages } from './pages/state-pages.tsx';
import { textPages } from './pages/text-pages.tsx';

export const pages: readonly GalleryPage[] = [
  ...statePages,
  ...textPages,
  ...inputPages,
  ...layoutPages,
  ...dataPages,
  ...drawingPages,
  ...editorPages,
  ...dialogPages,
].toSorted((a, b) => a.name.localeCompare(b.name));
