/** True in development builds; esbuild replaces it, so that release builds carry no trace of failpoints. */
declare const MODELKEEP_FAILPOINTS: boolean | undefined;

let strike: ((name: string) => void) | undefined;

/** Installs what happens at failpoints in this thread (tests only; see adapters/failpoints). */
export function installFailpoints(handler: (name: string) => void): void {
  strike = handler;
}

/** Names a point at which tests make the program die or its disk fail. Free in release builds. */
export function failpoint(name: string): void {
  if (typeof MODELKEEP_FAILPOINTS === 'undefined' || MODELKEEP_FAILPOINTS) strike?.(name);
}
