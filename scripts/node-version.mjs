// Read by any Node there is, however old: no syntax here that is younger than import().

/** The oldest releases that the product runs on, one for each line of Node: the same as "engines" in package.json. */
export const oldestNode = { 20: 19, 22: 12 };

/**
 * Why this Node cannot run the project, in a sentence, or null when it can.
 * @param {string} version as in `process.versions.node`
 */
export function nodeObstacle(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0] || 0;
  const minor = parts[1] || 0;
  const fits = (major === 20 && minor >= oldestNode[20]) || (major === 22 && minor >= oldestNode[22]) || major > 22;
  if (fits) return null;
  return (
    'etcdeck needs Node 20.' +
    oldestNode[20] +
    ' or newer of Node 20, or Node 22.' +
    oldestNode[22] +
    ' or newer; this is Node ' +
    version +
    '. Get one from https://nodejs.org/ and run the command again.'
  );
}
