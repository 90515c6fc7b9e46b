// npm run bench -- NAME: measures on this machine, and prints each figure beside a reference run in the same minutes.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./bench/run.mjs').then(({ runBench }) => runBench(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
