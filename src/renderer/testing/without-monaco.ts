import { vi } from 'vitest';

// Monaco needs a layout, which a test's document has none of. For every file, since files share their modules.
vi.mock('../ui/CodeEditor.tsx', () => import('./plain-editors.tsx'));
vi.mock('../ui/DiffEditor.tsx', () => import('./plain-editors.tsx'));
