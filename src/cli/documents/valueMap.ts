/** Params or metrics as a JSON object from name to value as written. Every name is an own property, `__proto__` too. */
export function valueMap(values: readonly { readonly name: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(values.map(({ name, value }) => [name, value]));
}
