/**
 * Takes standard output for the wire: whatever else writes to it from now on (a console.log of a package, the output of a
 * worker thread) goes to standard error, so that nothing can get between two messages.
 */
export function takeStdout(): NodeJS.WritableStream {
  const wire = process.stdout;
  Object.defineProperty(process, 'stdout', { value: process.stderr, configurable: true, enumerable: true });
  return wire;
}
