// npm start: installs, builds and opens etcdeck. What it takes is in launch.mjs.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  // Imported late: what follows is written for the Node that was just asked for.
  void import('./launch.mjs').then(({ launch }) => launch(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
