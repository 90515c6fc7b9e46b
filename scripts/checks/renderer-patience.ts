import { configure } from '@testing-library/dom';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

// Its second is too short where the machine has other work; a test that waits on an event ends with the event anyway.
configure({ asyncUtilTimeout: 20_000 });

// Files share a window and their packages (`isolate` in vitest.config.ts). Each begins in one that is as new.
beforeAll(() => {
  window.location.hash = '';
  document.title = '';
  for (const { name } of [...document.documentElement.attributes]) document.documentElement.removeAttribute(name);
});

beforeEach(() => {
  window.sessionStorage.clear();
  window.localStorage.clear();
});

afterAll(() => {
  // What our own modules remember goes with the file; only packages are shared.
  vi.resetModules();
  const left = [...document.body.children].map((element) => element.outerHTML.slice(0, 200));
  if (left.length > 0)
    throw new Error(`this file leaves in the document: ${left.join(', ')}. Take it away in afterEach`);
});
