/** Why what only root of a Linux can do cannot be done here, or null. @param {string} what @returns {string | null} */
export function rootObstacle(what) {
  if (process.platform !== 'linux') return `${what} is made on Linux only`;
  return process.getuid?.() === 0 ? null : `${what} is made by root only: run it as root`;
}
