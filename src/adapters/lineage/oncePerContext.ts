import type { CaptureContext } from '../../core/ports/collector.ts';

/** Lets several collectors share one reading of the same thing: `read` runs once for each context. */
export function oncePerContext<T>(read: (context: CaptureContext) => Promise<T>): (context: CaptureContext) => Promise<T> {
  const readings = new WeakMap<CaptureContext, Promise<T>>();
  return (context) => {
    const known = readings.get(context);
    if (known !== undefined) return known;
    const reading = read(context);
    readings.set(context, reading);
    return reading;
  };
}
