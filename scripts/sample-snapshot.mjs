// npm run sample-snapshot: makes resources/sample-snapshot.db, the snapshot that etcdeck ships, from a real etcd. Needs Linux.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./sample-snapshot/make.mjs').then(({ makeSample }) => makeSample(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
