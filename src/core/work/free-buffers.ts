import { MessageChannel } from 'node:worker_threads';

const { port1: nowhere, port2: closed } = new MessageChannel();
closed.close();

/**
 * Frees the memory of buffers at once; they are empty afterwards. For large ones that wait for the garbage collector, V8 marks
 * the whole heap again and again. Not for a thread that reads many bytes: once a buffer was emptied there, V8 checks every
 * access to any.
 */
export function freeBuffers(buffers: readonly ArrayBuffer[]): void {
  // What is posted is moved out first, also where nobody is at the other end.
  nowhere.postMessage(null, buffers);
}
