// npm run kubernetes-schema -- DIR…: merges the Kubernetes API sources under each DIR into resources/kubernetes-schema.json.br.
import { nodeObstacle } from './node-version.mjs';

const obstacle = nodeObstacle(process.versions.node);
if (obstacle === null) {
  void import('./kubernetes-schema/run.mjs').then(({ updateSchema }) => updateSchema(process.argv.slice(2)));
} else {
  console.error(obstacle);
  process.exitCode = 1;
}
