/** The text fields of a command's argument; undefined when one is missing. Links can carry anything. */
export function textFields<K extends string>(argument: unknown, ...names: readonly K[]): Readonly<Record<K, string>> | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const fields: Partial<Record<K, string>> = {};
  for (const name of names) {
    const value = (argument as Partial<Record<K, unknown>>)[name];
    if (typeof value !== 'string') return undefined;
    fields[name] = value;
  }
  return fields as Record<K, string>;
}
