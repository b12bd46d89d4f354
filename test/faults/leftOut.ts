/** Says in one line what a test could not do on this machine. */
export function leftOut(what: string, why: string): void {
  console.log(`left out: ${what} (${why})`);
}
