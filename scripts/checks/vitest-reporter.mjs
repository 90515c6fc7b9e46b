import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { projectFolder } from '../project.mjs';

/** Writes what a run counted, as `Counts`, to the file that ETCDECK_REPORT_FILE names. */
export default class CountsReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors outside of any test
   */
  onTestRunEnd(modules, errors) {
    const files = modules.map((module) => ({ file: nameOf(module), seconds: secondsOf(module) }));
    const counts = { passed: 0, failed: errors.length, skipped: 0, notRun: /** @type {string[]} */ ([]), files };
    for (const module of modules) {
      // A file or a suite whose setup fails has no failed test.
      counts.failed += module.errors().length;
      for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed') counts.failed += 1;
        else {
          counts.skipped += 1;
          const note = 'note' in result && result.note ? `: ${result.note}` : '';
          counts.notRun.push(`${nameOf(module)}: ${test.fullName}${note}`);
        }
      }
    }
    writeFileSync(process.env.ETCDECK_REPORT_FILE ?? '', JSON.stringify(counts));
  }
}

/** @param {import('vitest/node').TestModule} module */
const nameOf = (module) => relative(projectFolder, module.moduleId);

/** What a file took from first to last. @param {import('vitest/node').TestModule} module */
function secondsOf(module) {
  const { environmentSetupDuration, prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
  return (environmentSetupDuration + prepareDuration + collectDuration + setupDuration + duration) / 1000;
}
