// npm run bare-machine [-- source|deb|single [FILE]]: plays a machine that has Node (or nothing) and no more, and times it.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./bare-machine/play.mjs').then(({ playBareMachine }) => playBareMachine(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
