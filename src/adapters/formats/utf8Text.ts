import { doubt } from './headerDoubt.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of UTF-8 bytes; gives up on the header when they are not. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return doubt('not UTF-8');
  }
}

/** The text of bytes that should be UTF-8, with U+FFFD for what is not. For facts only, never for identity. */
export function lenientText(bytes: Uint8Array): string {
  return lenientUtf8.decode(bytes);
}
