declare module '*.kernel.ts?kernel' {
  /** The compiled kernel in base64: scripts/kernels makes it. */
  export const wasm: string;
}
