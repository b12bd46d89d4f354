import type { Evidence } from '../../../src/core/model/events/stageEvents.ts';
import type { Metric } from '../../../src/core/model/record.ts';
import type { Gate, MetricSource } from '../../../src/core/policy/policy.ts';
import { holds, mayContribute, type NaiveRegistry, type NaiveVersion } from './naiveRegistry.ts';

const SCALE = 3000n;

/** A number as written, times 10^3000, or undefined for what is none. */
export function scaled(text: string): bigint | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text) ?? [];
  if (whole + fraction === '' || Math.abs(Number(exponent)) > 1000) return undefined;
  const size = BigInt(whole + fraction) * 10n ** (SCALE + BigInt(exponent) - BigInt(fraction.length));
  return sign === '-' ? -size : size;
}

/** Whether a version meets a gate, by the words of the issue. */
export function meets(registry: NaiveRegistry, gate: Gate, version: NaiveVersion, { stage, tag, evidence }: { readonly stage: string; readonly tag: string; readonly evidence: readonly Evidence[] }): boolean {
  const { lineage } = version.body.record;
  const value = (metric: string, source: MetricSource): bigint | undefined => numberOf(registry, version, tag, metric, source);
  switch (gate.kind) {
    case 'metricAtLeast':
      return known(value(gate.metric, gate), (it) => it >= (scaled(gate.bound) as bigint));
    case 'metricAtMost':
      return known(value(gate.metric, gate), (it) => it <= (scaled(gate.bound) as bigint));
    case 'metricPresent':
      return value(gate.metric, gate) !== undefined;
    case 'notWorseThanBaseline': {
      const base = baseline(registry, version.model, stage);
      if (base === undefined) return true;
      const before = numberOf(registry, base.version, base.tag, gate.metric, gate);
      return known(value(gate.metric, gate), (it) => known(before, (was) => within(gate.direction === 'max' ? was - it : it - was, was, gate.tolerance)));
    }
    case 'codeClean':
      return lineage.code.length > 0 && lineage.code.every((code) => code.commit !== undefined && code.dirtyCode.length === 0 && !(code.submodules ?? []).some(({ dirty }) => dirty)) && !lineage.missing.some(({ fact }) => fact === 'code');
    case 'dataCaptured':
      return lineage.data.length > 0 && lineage.data.every(({ strength }) => strength === 'content');
    case 'noDoubts':
      return !lineage.doubts.some(({ code }) => gate.codes.length === 0 || gate.codes.includes(code));
    case 'nothingMissing':
      return lineage.missing.length === 0;
    case 'sizeAtMost':
      return version.body.size <= gate.bytes;
    case 'label': {
      const found = (tag === '' ? undefined : registry.label(version.id, tag, gate.name)) ?? registry.label(version.id, '', gate.name);
      return found !== undefined && (gate.value === '' || found === gate.value);
    }
    case 'tagged':
      return registry.hasTag(version.id, version.model);
    case 'commitOnRemote':
      return evidence.some((one) => one.kind === 'commitOnRemote' && one.commit === lineage.code[0]?.commit);
    case 'bytesRehashed':
      return evidence.some((one) => one.kind === 'bytesRehashed' && one.manifest === version.body.record.manifest);
  }
}

function known(value: bigint | undefined, test: (value: bigint) => boolean): boolean {
  return value !== undefined && test(value);
}

function within(worse: bigint, base: bigint, tolerance: string): boolean {
  if (!tolerance.endsWith('%')) return worse <= (scaled(tolerance) as bigint);
  const magnitude = base < 0n ? -base : base;
  return worse * 100n * 10n ** SCALE <= (scaled(tolerance.slice(0, -1)) as bigint) * magnitude;
}

/** Who holds the stage or, when it was left empty, who held it last and may still be used. */
function baseline(registry: NaiveRegistry, model: string, stage: string): { readonly version: NaiveVersion; readonly tag: string } | undefined {
  const holder = registry.holders(model, stage).at(-1);
  const entries = registry.entries.get(`${model}#${stage}`) ?? [];
  const entry = entries.findLast(({ version }) => (holder === undefined ? !registry.isWithdrawn(version) : version === holder));
  const version = entry === undefined ? undefined : registry.version(entry.version);
  return version === undefined || entry === undefined ? undefined : { version, tag: entry.tag };
}

/** The version's own number, or that of the newest evaluation by somebody who held the role when it was recorded. */
function numberOf(registry: NaiveRegistry, version: NaiveVersion, tag: string, metric: string, source: MetricSource): bigint | undefined {
  const named = (metrics: readonly Metric[]): string | undefined => metrics.find(({ name }) => name === metric)?.value;
  const evaluations = registry.of('evaluation.recorded').filter(({ body, device, position }) => {
    if (body.version !== version.id || ((body.tag ?? '') !== '' && body.tag !== tag) || named(body.metrics) === undefined) return false;
    const member = registry.ownerOf(device) ?? '';
    if (source.notAuthor && registry.authorsOf(version.id).includes(member)) return false;
    return holds(registry.rolesAt(member, position), source.by, mayContribute);
  });
  const text = source.from === 'commit' ? named(version.body.record.metrics) : named(evaluations.at(-1)?.body.metrics ?? []);
  return text === undefined ? undefined : scaled(text);
}
