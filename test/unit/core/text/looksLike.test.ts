import { expect, it } from 'vitest';
import { lookOf } from '../../../../src/core/text/looksLike.ts';

it.each([
  ['Ana', 'ANA'], ['Ana', '\u0410na'], ['Ana', 'An\u0430'], ['Bill', 'Bi1l'], ['Bill', 'BiIl'], ['Otto', '0tt0'], ['Ana B', 'Ana\u00a0\u00a0b'], ['Ana-B', 'Ana_B'], ['Ana', 'A\u200bna'], ['Ana', '\uff21na'], ['Marn', 'Mam'],
])('%s looks like %s', (a, b) => expect(lookOf(a)).toBe(lookOf(b)));

it.each([['Ana', 'Anna'], ['Jose', 'Jos\u00e9'], ['Ben', 'Beth'], ['\u674e', '\u738b']])('%s does not look like %s', (a, b) => expect(lookOf(a)).not.toBe(lookOf(b)));
