import { DOUBT_CODES } from '../model/doubtCodes.ts';
import { parseDecimal } from '../text/decimal.ts';
import { parseBytes } from '../text/parseBytes.ts';
import type { Gate, MetricSource } from './policy.ts';
import { complain, elementsOf, flagOf, has, isObject, meant, memberOf, quoted, textOf, textsOf, wordOf, writtenOf, type SourcePlace } from './policySource.ts';

/** A gate, whose direction is known only where it says it itself. */
export type ReadGate = Exclude<Gate, { readonly kind: 'notWorseThanBaseline' }> | (Omit<Gate & { readonly kind: 'notWorseThanBaseline' }, 'direction'> & { readonly direction: 'max' | 'min' | undefined });

const BOUNDS = ['atLeast', 'atMost', 'notWorseThanBaselineBy'] as const;
const SOURCE = ['from', 'by', 'notAuthor'];

/** What a gate is recognised by, with the members that may stand beside it. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  metric: [...BOUNDS, 'direction', ...SOURCE],
  code: [],
  data: [],
  doubts: [],
  missing: [],
  sizeAtMost: [],
  label: ['value'],
  tag: [],
  commit: [],
  bytes: [],
};

/** Reads one gate as people write it; undefined when it cannot be, which is complained of. */
export function readGate(place: SourcePlace): ReadGate | undefined {
  const kinds = Object.keys(KINDS);
  const [kind, ...more] = kinds.filter((name) => has(place, name));
  if (!isObject(place, 'A gate', kind === undefined ? kinds : [kind, ...(KINDS[kind] ?? []), ...more])) return undefined;
  if (kind === undefined) {
    complain(place, `A gate names what it looks at: ${kinds.join(', ')}.`);
    return undefined;
  }
  if (more.length > 0) complain(place, `A gate looks at one thing; this one names ${[kind, ...more].map(quoted).join(' and ')}. Write one gate for each.`);
  return kind === 'metric' ? metricGate(place) : factGate(kind, memberOf(place, kind), place);
}

function factGate(kind: string, value: SourcePlace, place: SourcePlace): ReadGate | undefined {
  switch (kind) {
    case 'code':
      wordOf(value, ['clean'], 'clean');
      return { kind: 'codeClean' };
    case 'data':
      wordOf(value, ['captured'], 'captured');
      return { kind: 'dataCaptured' };
    case 'doubts':
      return { kind: 'noDoubts', codes: doubtCodes(value) };
    case 'missing':
      wordOf(value, ['nothing'], 'nothing');
      return { kind: 'nothingMissing' };
    case 'sizeAtMost':
      return sizeGate(value);
    case 'label':
      return { kind: 'label', name: textOf(value, 'The name of a label'), value: has(place, 'value') ? textOf(memberOf(place, 'value'), 'The value of a label') : '' };
    case 'tag':
      wordOf(value, ['present'], 'present');
      return { kind: 'tagged' };
    case 'commit':
      wordOf(value, ['onRemote'], 'onRemote');
      return { kind: 'commitOnRemote' };
    default:
      wordOf(value, ['rehashed'], 'rehashed');
      return { kind: 'bytesRehashed' };
  }
}

/** Empty for `"none"`: no doubt at all. */
function doubtCodes(place: SourcePlace): readonly string[] {
  if (place.node?.kind !== 'array') {
    wordOf(place, ['none'], 'none');
    return [];
  }
  if (place.node.elements.length === 0) complain(place, 'The list is empty; "none" means no doubt at all.');
  return elementsOf(place, 'The codes').map((one) => doubtCode(one));
}

/** A code that nobody ever raises would make a gate that is always met. */
function doubtCode(place: SourcePlace): string {
  const code = textOf(place, 'The code of a doubt');
  if (code !== '' && !(DOUBT_CODES as readonly string[]).includes(code)) complain(place, `${quoted(code)} is no code of a doubt${meant(code, DOUBT_CODES)}.`);
  return code;
}

function sizeGate(place: SourcePlace): ReadGate | undefined {
  const bytes = parseBytes(writtenOf(place) ?? '');
  if (bytes === undefined) complain(place, 'It is a number of bytes, or a text such as "2 GB" or "1.5 GiB".');
  return bytes === undefined ? undefined : { kind: 'sizeAtMost', bytes };
}

function metricGate(place: SourcePlace): ReadGate | undefined {
  const metric = textOf(memberOf(place, 'metric'), 'The name of a metric');
  const [bound, ...more] = BOUNDS.filter((name) => has(place, name));
  if (more.length > 0) complain(place, `A gate demands one thing; this one has ${[bound ?? '', ...more].map(quoted).join(' and ')}. Write one gate for each.`);
  const source = metricSource(place);
  if (bound !== 'notWorseThanBaselineBy' && has(place, 'direction')) complain(memberOf(place, 'direction'), 'Only "notWorseThanBaselineBy" has a direction.');
  if (bound === undefined) return { kind: 'metricPresent', metric, ...source };
  const value = memberOf(place, bound);
  if (bound === 'notWorseThanBaselineBy') return toleranceGate(place, metric, source);
  const written = numberOf(value);
  return written === undefined ? undefined : { kind: bound === 'atLeast' ? 'metricAtLeast' : 'metricAtMost', metric, bound: written, ...source };
}

function toleranceGate(place: SourcePlace, metric: string, source: MetricSource): ReadGate | undefined {
  const value = memberOf(place, 'notWorseThanBaselineBy');
  const tolerance = writtenOf(value);
  const direction = has(place, 'direction') ? wordOf<'max' | 'min'>(memberOf(place, 'direction'), ['max', 'min'], 'max') : undefined;
  if (tolerance !== undefined && tolerance.length <= 64 && !tolerance.startsWith('-') && parseDecimal(tolerance.replace(/%$/, '')) !== undefined) return { kind: 'notWorseThanBaseline', metric, direction, tolerance, ...source };
  complain(value, `It is an amount such as "0.01", or a percentage of the baseline such as "1%"; not negative.`);
  return undefined;
}

/** The number exactly as it was written. */
function numberOf(place: SourcePlace): string | undefined {
  const written = writtenOf(place);
  if (written !== undefined && written.length <= 64 && parseDecimal(written) !== undefined) return written;
  complain(place, `${written === undefined ? 'It' : quoted(written)} is no number; a bound is one, such as "0.93".`);
  return undefined;
}

function metricSource(place: SourcePlace): MetricSource {
  const from = wordOf<'commit' | 'evaluation'>(memberOf(place, 'from'), ['commit', 'evaluation'], 'commit');
  if (from === 'commit') {
    for (const name of ['by', 'notAuthor']) if (has(place, name)) complain(memberOf(place, name), `${quoted(name)} is about evaluations; it goes with "from": "evaluation".`);
    return { from, by: [], notAuthor: false };
  }
  return { from, by: textsOf(memberOf(place, 'by'), 'A role'), notAuthor: flagOf(memberOf(place, 'notAuthor')) };
}
