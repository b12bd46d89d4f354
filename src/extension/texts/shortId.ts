/** The first digits of an id, digest or commit: enough to recognise it by eye. */
export function shortId(id: string, digits = 7): string {
  const bare = id.includes(':') ? id.slice(id.indexOf(':') + 1) : id;
  return bare.slice(0, digits);
}
