import { once } from 'node:events';
import { WebSocket } from 'ws';

const megabyte = 1_000_000;

/**
 * The memory that a page still uses after its garbage is collected, bytes of its buffers included, in MB.
 * @param {import('@playwright/test').CDPSession} session
 */
export async function heapOfPage(session) {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize = 0 } = await session.send('Runtime.getHeapUsage');
  return (usedSize + backingStorageSize) / megabyte;
}

/** The same of a Node process. @param {string} inspector the address of its inspector */
export async function heapOfNode(inspector) {
  const socket = new WebSocket(inspector);
  await once(socket, 'open');
  let last = 0;
  /** @param {string} method @param {object} params @returns {Promise<any>} what the inspector answers is its own word */
  const ask = async (method, params = {}) => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    for (;;) {
      const [data] = await once(socket, 'message');
      const answer = JSON.parse(String(data));
      if (answer.id === id) return answer.result;
    }
  };
  try {
    await ask('HeapProfiler.collectGarbage');
    const expression = '(({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers)(process.memoryUsage())';
    const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
    return Number(result.value) / megabyte;
  } finally {
    socket.close();
  }
}
