import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Themed } from '../shell/Themed.tsx';
import { Gallery } from './Gallery.tsx';

const element = document.getElementById('root');
if (element === null) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <Themed>
      <Gallery />
    </Themed>
  </StrictMode>,
);
