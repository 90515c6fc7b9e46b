/**
 * Does tasks in their order, several at a time; one that is `isAlone` has nothing beside it.
 * @template {{ readonly isAlone?: true }} Task
 * @param {readonly Task[]} tasks
 * @param {number} atOnce
 * @param {(task: Task) => Promise<unknown>} run does not reject
 */
export async function sideBySide(tasks, atOnce, run) {
  /** @type {Set<Promise<unknown>>} */
  const running = new Set();
  for (const task of tasks) {
    const most = task.isAlone ? 1 : atOnce;
    while (running.size >= most) await Promise.race(running);
    const one = run(task).finally(() => running.delete(one));
    running.add(one);
    if (task.isAlone) await one;
  }
  await Promise.all(running);
}
