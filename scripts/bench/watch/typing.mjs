import { setTimeout as delay } from 'node:timers/promises';

/** Words of keys and of none, so that the list is long and short in turn. */
const words = ['jobs', 'queue-03', 'job-0042', 'nothing like it'];
/** About as fast as a person types. */
const betweenMs = 90;

/**
 * Has a page take the time of each letter: from the press of the key until the frame that shows it is done.
 * @param {import('@playwright/test').Page} page
 */
export async function timeLetters(page) {
  await page.evaluate(() => {
    /** @type {number[]} */
    const took = [];
    Object.assign(window, { lettersTook: took });
    const onKey = (/** @type {KeyboardEvent} */ { timeStamp }) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => took.push(performance.now() - timeStamp);
        port2.postMessage(null);
      });
    };
    window.addEventListener('keydown', onKey, { capture: true });
  });
}

/** Types into the filter until a time, and gives what each letter took. @param {import('@playwright/test').Page} page @param {number} until */
export async function typeUntil(page, until) {
  const filter = page.getByRole('textbox', { name: 'Filter by key' });
  await filter.focus();
  await takeLetters(page);
  for (let turn = 0; performance.now() < until; turn += 1) {
    const word = words[turn % words.length] ?? '';
    for (const letter of [...word, ...Array.from(word, () => 'Backspace')]) {
      if (performance.now() >= until) break;
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      await delay(betweenMs);
    }
  }
  await filter.fill('');
  return await takeLetters(page);
}

/** @param {import('@playwright/test').Page} page @returns {Promise<readonly number[]>} */
const takeLetters = (page) =>
  page.evaluate(() => /** @type {{ lettersTook: number[] }} */ (/** @type {unknown} */ (window)).lettersTook.splice(0));
