// What these tests need of React and of styles, and no more: docs/decisions/033-test-time.md has what it saves.
import * as react from 'react';

// Queries by role ask what is hidden, and happy-dom holds every rule of every style against an element and all around it
// for that. Emotion writes a style element a rule: those that neither hide nor lift anything are left out.
const sheet = Object.getOwnPropertyDescriptor(HTMLStyleElement.prototype, 'sheet')?.get;
if (sheet === undefined) throw new Error('a style element of this happy-dom has no sheet');
const counts = /display: ?none|visibility|pointer-events|z-index/;
Object.defineProperty(HTMLStyleElement.prototype, 'sheet', {
  configurable: true,
  get(this: HTMLStyleElement): unknown {
    return counts.test(this.textContent) ? sheet.call(this) : null;
  },
});

// React's development build keeps the stack of every element that is created, until it has kept ten thousand within a
// second. Here it has: a stack costs as much as rendering what it belongs to.
const internals: unknown = Reflect.get(react, '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE');
if (typeof internals !== 'object' || internals === null) throw new Error('this React has no internals to set');
Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', {
  configurable: true,
  get: () => 10_000,
  set: () => {},
});
