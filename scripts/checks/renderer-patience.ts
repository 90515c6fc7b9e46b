import { configure } from '@testing-library/dom';
import { beforeEach } from 'vitest';

// Its second is too short where the machine has other work; a test that waits on an event ends with the event anyway.
configure({ asyncUtilTimeout: 20_000 });

// Each test has a window of its own, which remembers nothing.
beforeEach(() => window.sessionStorage.clear());
