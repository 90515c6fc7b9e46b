import { configure } from '@testing-library/dom';

// Its second is too short where the machine has other work; a test that waits on an event ends with the event anyway.
configure({ asyncUtilTimeout: 20_000 });
