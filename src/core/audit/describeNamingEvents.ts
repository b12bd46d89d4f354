import type { NamingEvents } from '../model/events/namingEvents.ts';
import { type AuditFacts, type Described, type Describers, numberOf, quoted, sides } from './described.ts';

/** Tags, labels, descriptions, aliases, deployments. */
export const DESCRIBE_NAMING_EVENTS: Describers<keyof NamingEvents> = {
  'tag.set': ({ tag, version }, facts) => ({ change: `${facts.refOf(version)} tagged ${tag}`, after: tag }),
  'tag.retired': ({ model, tag }, facts) => ({ change: `Tag ${tag} of ${facts.nameOf(model)} retired`, before: 'in use', after: 'retired' }),
  'label.set': ({ name, tag, value, version, was }, facts) => ({ change: `Label ${name} of ${named(facts, version, tag)}: ${was === null ? 'none' : quoted(was)} \u2192 ${quoted(value)}`, ...(was === null ? {} : { before: was }), after: value }),
  'label.removed': ({ name, tag, version, was }, facts) => ({ change: `Label ${name} of ${named(facts, version, tag)} removed, was ${quoted(was)}`, before: was }),
  'version.described': ({ tag, text, version, was }, facts) => ({ change: `Description of ${named(facts, version, tag)}: ${quoted(was)} \u2192 ${quoted(text)}`, ...sides(was, text) }),
  'alias.set': ({ alias, expect, model, version }, facts) => moved(`Alias ${alias} of ${facts.nameOf(model)}`, facts, expect, version),
  'alias.removed': ({ alias, expect, model }, facts) => ({ change: `Alias ${alias} of ${facts.nameOf(model)} removed, was ${numberOf(facts.refOf(expect))}`, before: facts.refOf(expect) }),
  'deployment.recorded': ({ tag, target, version }, facts) => ({ change: `${named(facts, version, tag)} deployed to ${target}`, after: target }),
};

/** Something that points at a version points at another one. */
export function moved(what: string, facts: AuditFacts, from: string | null, to: string): Described {
  const [before, after] = [from === null ? undefined : facts.refOf(from), facts.refOf(to)];
  return { change: `${what}: ${before === undefined ? 'nothing' : numberOf(before)} \u2192 ${numberOf(after)}`, ...sides(before, after) };
}

/** A version, or one of its tags: `fraud-detector:v7 as 1.4.0`. */
export function named(facts: AuditFacts, version: string, tag: string | undefined): string {
  return tag === undefined ? facts.refOf(version) : `${facts.refOf(version)} as ${tag}`;
}
