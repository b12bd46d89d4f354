import { parse } from 'jsonc-parser';
import { closestWord } from '../../core/text/closestWord.ts';

const ROOT = ['registry', 'models', 'code', 'roots', 'notifications', 'branches', 'checkpoint', 'policy'];
/** For editors, and for programs that are newer than this one. */
const QUIET = ['$schema', 'policy', 'remote'];
const MODEL = ['paths', 'data', 'params', 'metrics', 'metric', 'direction'];
const MOST = 10;

/** Members of a `modelkeep.json` that mean nothing here, most likely slips, one sentence each. Whether the rest is right is not looked at. */
export function unknownMembers(text: string): readonly string[] {
  const root = objectOf(parse(text, [], { allowTrailingComma: true }));
  const models = Object.entries(objectOf(root['models']));
  return [
    ...sentences(Object.keys(root), ROOT, QUIET, ''),
    ...models.flatMap(([name, model]) => sentences(Object.keys(objectOf(model)), MODEL, QUIET, ` in "${name}"`)),
  ].slice(0, MOST);
}

function sentences(members: readonly string[], known: readonly string[], quiet: readonly string[], where: string): string[] {
  return members
    .filter((member) => !known.includes(member) && !quiet.includes(member))
    .map((member) => {
      const meant = closestWord(member, known);
      return `modelkeep.json: ${JSON.stringify(member)}${where} is not known here${meant === undefined ? '' : ` (did you mean "${meant}"?)`}.`;
    });
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
