/** `T` with its possibly undefined properties as optional ones. */
export type OnlyGiven<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };

/** The properties that have a value: an option that was not given is absent, not undefined. */
export function onlyGiven<T extends object>(values: T): OnlyGiven<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as OnlyGiven<T>;
}
