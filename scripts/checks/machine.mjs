import { ensureBuilt } from '../build.mjs';
import { findElectron } from '../electron-runtime.mjs';
import { obtainCleanRoot } from '../installed/clean-root.mjs';
import { obtainAdvisories } from './advisories.mjs';
import { obtainChromium } from './browser.mjs';
import { openDisplay } from './display.mjs';
import { obtainEtcds } from './etcd.mjs';
import { obtainKubeClients } from './kube-clients.mjs';
import { obtainKubernetesSources } from './kubernetes.mjs';
import { obtainS3 } from './s3.mjs';
import { obtainScriptedKubeClients } from './scripted-kube-clients.mjs';
import { obtainSshd } from './sshd.mjs';

/** @template T @param {() => Promise<T>} make */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made;
  return () => {
    made ??= make();
    return made;
  };
}

/** What checks need of the machine, each looked for, installed or started when a check first asks for it. */
export class Machine {
  etcds = once(obtainEtcds);
  chromium = once(obtainChromium);
  sshd = once(obtainSshd);
  s3 = once(obtainS3);
  advisories = once(obtainAdvisories);
  kubernetesSources = once(obtainKubernetesSources);
  /** @param {boolean} builds */
  kubeClients = (builds) => obtainKubeClients({ builds });
  scriptedKubeClients = once(obtainScriptedKubeClients);
  cleanRoot = once(obtainCleanRoot);
  /** With the Electron that is tested: another build later would take the files from under other checks. */
  build = once(() => ensureBuilt({ forRelease: true }));
  #display = once(openDisplay);
  #hasDisplay = false;

  display() {
    this.#hasDisplay = true;
    return this.#display();
  }

  /** An Electron that is here already: tests download none. */
  electron() {
    const found = findElectron();
    if ('executable' in found) return found;
    return { missing: `${found.missing}: set ELECTRON_EXEC_PATH, or run npx install-electron once` };
  }

  async close() {
    if (!this.#hasDisplay) return;
    const display = await this.#display();
    if ('close' in display) await display.close();
  }
}
