import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitPatch, unquotePath } from '../../../../../src/adapters/lineage/git/patchSections.ts';

describe('the sections of a patch', () => {
  it('are told apart by their headers, which content cannot forge', () => {
    const first = 'diff --git a/x y.py b/x y.py\nindex 1..2 100644\n--- a/x y.py\n+++ b/x y.py\n@@ -1 +1 @@\n-diff --git a/f b/f\n+diff --git a/g b/g\n';
    const second = 'diff --git "a/caf\\303\\251.py" "b/caf\\303\\251.py"\nold mode 100644\nnew mode 100755\n';
    const sections = splitPatch(Buffer.from(first + second));
    expect(sections.map(({ raw }) => raw)).toEqual(['x y.py', 'caf\xc3\xa9.py']);
    expect(sections.map(({ bytes }) => bytes.toString())).toEqual([first, second]);
  });

  it('are joined for a change of type, which Git writes as two', () => {
    const part = 'diff --git a/x b/x\ndeleted file mode 100644\n';
    expect(splitPatch(Buffer.from(part + part))).toEqual([{ raw: 'x', bytes: Buffer.from(part + part) }]);
  });

  it('make up the whole patch again, whatever the bytes', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 5 }), (contents) => {
      const patch = Buffer.concat(contents.flatMap((content, index) => [Buffer.from(`diff --git a/${index} b/${index}\n+`), Buffer.from(content), Buffer.from('\n')]));
      expect(Buffer.concat(splitPatch(patch).map(({ bytes }) => bytes))).toEqual(patch);
    }));
    expect(splitPatch(Buffer.alloc(0))).toEqual([]);
  });

  it('have their names unquoted to bytes', () => {
    expect(unquotePath('"a/\\t\\"\\\\\\377"')).toBe('a/\t"\\\xff');
    expect(unquotePath('plain')).toBe('plain');
  });
});
