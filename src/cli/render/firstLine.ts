/** The first line of a message, as lists show it. */
export function firstLine(message: string): string {
  return message.trimStart().split(/\r?\n/, 1)[0] ?? '';
}
