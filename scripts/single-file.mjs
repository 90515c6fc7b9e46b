// npm run single-file [-- --node FILE]: makes dist/etcdeck-<platform>-<cpu>, the command line in one file that needs no Node.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./single-file/make.mjs').then(({ makeSingleFile }) => makeSingleFile(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
