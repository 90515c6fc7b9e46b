// npm test, npm run test:full and npm run test:<check>: sets up what the checks need, runs them, sums up.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./checks/run.mjs').then(({ runChecks }) => runChecks(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
