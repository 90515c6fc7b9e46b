import { createRoot } from 'react-dom/client';
import { listPage } from './list-page.tsx';
import { treePage } from './tree-page.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
const page = window.location.hash === '#list' ? listPage(createRoot(element)) : treePage(createRoot(element));
Object.assign(window, { bench: page });
