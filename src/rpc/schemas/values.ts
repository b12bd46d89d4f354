import * as v from 'valibot';

/** A text of a result. */
export const text = v.string();
/** A count or a number of bytes of a result. */
export const count = v.number();

/** What a person or a window names: not empty, bounded, without NUL (no path or reference has one). */
export const named = v.pipe(
  v.string(),
  v.check((value) => value.length > 0 && value.length <= 32_768 && !value.includes('\0'), 'must have 1 to 32,768 characters and no NUL'),
);

/** What a person writes: bounded. */
export const written = v.pipe(v.string(), v.maxLength(65_536, 'must have at most 65,536 characters'));

/** A list of what is named; at most 100,000. */
export const names = v.pipe(v.array(named), v.maxLength(100_000, 'must have at most 100,000 entries'));

/** An absolute path of either kind of system: the sidecar's own folder means nothing. */
export const absolutePath = v.pipe(
  named,
  v.check((path) => /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path), 'must be an absolute path'),
);

/** Entries of a list that are looked at one by one; of a longer one it is this many, spread over it. */
const LOOKED_AT = 100;

/**
 * A long list of a result. All entries are checked up to 100, then 100 spread evenly over the list: the other end is our
 * own program, and a wrong shape shows in every row. A page of 1,000 versions costs under 1 ms instead of 5.
 */
export function rows<const S extends v.GenericSchema>(entry: S): v.CustomSchema<v.InferOutput<S>[], string> {
  return v.custom<v.InferOutput<S>[], string>((value) => {
    if (!Array.isArray(value)) return false;
    const step = Math.max(1, value.length / LOOKED_AT);
    for (let at = 0; at < value.length; at += step) {
      if (!v.is(entry, value[Math.floor(at)])) return false;
    }
    return true;
  }, 'is no list of the expected entries');
}
