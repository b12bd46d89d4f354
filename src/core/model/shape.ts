/** Checks a value from outside; answers undefined when it fits, else the path and reason of the first misfit. */
export type Shape = (value: unknown, at: string) => string | undefined;

/** Text of at most `max` UTF-16 units, optionally of a form. */
export function text(max: number, form?: (value: string) => boolean): Shape {
  return (value, at) => {
    if (typeof value !== 'string') return `${at} is not text`;
    if (value.length > max) return `${at} is longer than ${max}`;
    return form === undefined || form(value) ? undefined : `${at} has a wrong form`;
  };
}

/** Whole number between `min` and `max`, both included. */
export function integer(min: number, max: number = Number.MAX_SAFE_INTEGER): Shape {
  return (value, at) => (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max ? undefined : `${at} is not an integer from ${min} to ${max}`);
}

/** One of some texts or numbers. */
export function oneOf(...values: readonly (string | number | boolean)[]): Shape {
  return (value, at) => (values.some((one) => one === value) ? undefined : `${at} is not one of ${values.join(', ')}`);
}

/** true or false. */
export const flag: Shape = oneOf(true, false);

/** A list of at most `max` members of one shape. */
export function list(member: Shape, max: number): Shape {
  return (value, at) => {
    if (!Array.isArray(value)) return `${at} is not a list`;
    if (value.length > max) return `${at} has more than ${max} members`;
    for (let i = 0; i < value.length; i++) {
      const misfit = member(value[i], `${at}[${i}]`);
      if (misfit !== undefined) return misfit;
    }
    return undefined;
  };
}

/** An object with exactly these members; those in `optional` may be absent. Unknown members are refused. */
export function object(required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape {
  const names = new Set([...Object.keys(required), ...Object.keys(optional)]);
  const [must, may] = [Object.entries(required), Object.entries(optional)];
  return (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return `${at} is not an object`;
    const members = value as Record<string, unknown>;
    const unknown = Object.keys(members).find((name) => !names.has(name));
    if (unknown !== undefined) return `${at}.${unknown} is unknown`;
    for (const [name, shape] of must) {
      const misfit = shape(members[name], `${at}.${name}`);
      if (misfit !== undefined) return misfit;
    }
    for (const [name, shape] of may) {
      const misfit = members[name] === undefined ? undefined : shape(members[name], `${at}.${name}`);
      if (misfit !== undefined) return misfit;
    }
    return undefined;
  };
}

/** A list whose members rise strictly by what `key` picks, so that there is one spelling and no twin. */
export function sorted(shape: Shape, key: (member: never) => string): Shape {
  return (value, at) => {
    const misfit = shape(value, at);
    if (misfit !== undefined) return misfit;
    const keys = (value as never[]).map(key);
    const wrong = keys.findIndex((one, i) => i > 0 && one <= (keys[i - 1] as string));
    return wrong < 0 ? undefined : `${at}[${wrong}] is out of order or double`;
  };
}
