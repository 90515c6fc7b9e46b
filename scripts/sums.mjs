// npm run sums: writes SHA256SUMS and the CycloneDX bill of materials of what stands in dist/.
import { describeDist } from './installers/describe-dist.mjs';

describeDist();
