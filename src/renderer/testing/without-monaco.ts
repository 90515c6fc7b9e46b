import { vi } from 'vitest';

// Monaco needs a layout, which a test's document does not have. Applies to every test file, because files share their
// modules.
vi.mock('../ui/CodeEditor.tsx', () => import('./plain-editors.tsx'));
vi.mock('../ui/DiffEditor.tsx', () => import('./plain-editors.tsx'));
