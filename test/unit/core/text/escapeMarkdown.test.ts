import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../../src/core/text/escapeMarkdown.ts';

describe('escapeMarkdown', () => {
  it.each(['0.96', '1e-05', 'val.accuracy', 'data/iris_v2.csv', 'fraud-detector', 'Nothing was found.', 'features,labels'])('leaves %s to be read', (text) => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  it.each([
    ['[x](command:evil)', '&#91;x&#93;&#40;command&#58;evil&#41;'],
    ['<img src=x>', '&#60;img src&#61;x&#62;'],
    ['a|b', 'a&#124;b'],
    ['$(trash)', '&#36;&#40;trash&#41;'],
    ['https://example.org/x', 'https&#58;&#47;&#47;example.org/x'],
    ['www.example.org', 'www&#46;example.org'],
    ['me@example.org', 'me&#64;example.org'],
    ['1. first', '1&#46; first'],
    ['- item', '&#45; item'],
    ['--- _so_ __so__', '&#45;&#45;&#45; &#95;so&#95; &#95;&#95;so&#95;&#95;'],
    ['&lt;', '&#38;lt&#59;'],
  ])('takes the power out of %s', (text, inert) => {
    expect(escapeMarkdown(text)).toBe(inert);
  });

  it('leaves no mark that could act, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1 .-_/:,www[](){}<>|`*#+!\\~@$&;'.split('')) }), (text) => {
        const out = escapeMarkdown(text).replace(/&#\d+;/g, '\u0000');
        expect(out).not.toMatch(/[!"#$%&'()*+:;<=>?@[\\\]^`{|}~]|www\.|[^a-z0-9][-_/]|[-_/](?![a-z0-9])|(^|[^a-z0-9])\./i);
      }),
    );
  });
});
