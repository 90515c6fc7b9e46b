import { afterAll, beforeAll, vi } from 'vitest';

// Files share a process and its packages (`isolate` in vitest.config.ts).
let variables: NodeJS.ProcessEnv;
beforeAll(() => {
  variables = { ...process.env };
});

afterAll(() => {
  // What our own modules remember goes with the file.
  vi.resetModules();
  const names = new Set([...Object.keys(variables), ...Object.keys(process.env)]);
  const left = [...names].filter((name) => process.env[name] !== variables[name]);
  for (const name of left) {
    if (variables[name] === undefined) delete process.env[name];
    else process.env[name] = variables[name];
  }
  if (left.length > 0) throw new Error(`this file leaves the environment changed: ${left.join(', ')}`);
});
