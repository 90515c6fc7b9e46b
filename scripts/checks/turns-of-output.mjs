/** One that writes, in its turn. @typedef {{ write: (text: string) => void, end: () => void }} Writer */

/**
 * Keeps the output of things that run side by side apart: the first to begin is let through, the others' is kept until
 * those before them have ended.
 */
export class TurnsOfOutput {
  #print;
  /** In the order in which they began; the first has its turn. @type {{ kept: string, hasEnded: boolean }[]} */
  #writers = [];

  /** @param {(text: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /** @returns {Writer} */
  open() {
    const writer = { kept: '', hasEnded: false };
    this.#writers.push(writer);
    return {
      write: (text) => {
        if (this.#writers[0] === writer) this.#print(text);
        else writer.kept += text;
      },
      end: () => {
        writer.hasEnded = true;
        while (this.#writers[0]?.hasEnded) {
          this.#writers.shift();
          this.#tell(this.#writers[0]);
        }
      },
    };
  }

  /** Prints what is still kept, for a run that is stopped. */
  tellAll() {
    for (const writer of this.#writers) this.#tell(writer);
  }

  /** @param {{ kept: string } | undefined} writer */
  #tell(writer) {
    if (writer === undefined || writer.kept === '') return;
    this.#print(writer.kept);
    writer.kept = '';
  }
}
