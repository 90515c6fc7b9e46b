/** For the configuration of the build, which is checked without JavaScript. */
export declare function buildFacts(project: string): Record<string, string>;
