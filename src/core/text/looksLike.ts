/** Letters of other alphabets, digits and signs that are taken for a Latin letter; what each is read as. */
const READ_AS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: '\u0430\u03b1\u0251',
    b: '\u0432\u03b2\u044c',
    c: '\u0441\u03f2',
    d: '\u0501',
    e: '\u0435\u212e',
    h: '\u04bb\u043d\u03b7',
    i: '\u0456\u03b9\u0131\u04cf1l|!',
    j: '\u0458\u03f3',
    k: '\u043a\u03ba',
    m: '\u043c',
    n: '\u0578',
    o: '\u043e\u03bf\u0585\u03c30',
    p: '\u0440\u03c1',
    q: '\u051b',
    s: '\u0455\u0282$5',
    t: '\u0442\u03c4',
    u: '\u057d\u03c5',
    v: '\u03bd\u0475',
    w: '\u051d\u0461\u03c9',
    x: '\u0445\u03c7',
    y: '\u0443\u03b3\u04af',
  }).flatMap(([letter, twins]) => [...twins].map((twin) => [twin, letter] as const)),
);

/**
 * What a name looks like at a glance: two names with one look can be mistaken for each other. Case, width, blanks, joints
 * of words and letters that are drawn alike in Latin, Greek, Cyrillic and Armenian do not count; accents do.
 */
export function lookOf(name: string): string {
  const folded = name.normalize('NFKC').toLowerCase().replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '');
  const read = [...folded].map((char) => READ_AS.get(char) ?? char).join('');
  return read.replace(/rn/g, 'm').replace(/vv/g, 'w').replace(/[\s._\-\u2010-\u2015]+/gu, ' ').trim();
}
