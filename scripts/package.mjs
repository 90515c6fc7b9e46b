// npm run package [-- electron-builder's own arguments]: builds, and makes the desktop packages in dist/.
import { packageDesktop } from './packaging.mjs';

process.exitCode = await packageDesktop(process.argv.slice(2));
