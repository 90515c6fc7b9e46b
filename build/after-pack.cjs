const { rmSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Removes the app that Electron ships for running a folder: a packaged etcdeck runs nothing but itself.
 * @param {import('electron-builder').AfterPackContext} context
 */
exports.default = ({ packager, appOutDir }) => {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
};
