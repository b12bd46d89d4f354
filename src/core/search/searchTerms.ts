import type { Lineage } from '../model/lineage.ts';

/** What a version can be found by in its lineage, each once: `code:` + commit, `data:` + digest, `format:` + word, `run:` + id. */
export function searchTerms({ code, data, facts, experiment }: Lineage): readonly string[] {
  const formats = facts.filter(({ name }) => name === 'format').flatMap(({ value }) => value.split(', '));
  return [
    ...new Set([
      ...code.flatMap(({ commit }) => (commit === undefined ? [] : [`code:${commit}`])),
      ...data.map(({ digest }) => `data:${digest}`),
      ...formats.map((format) => `format:${format}`),
      ...(experiment === undefined ? [] : [`run:${experiment.id}`]),
    ]),
  ];
}
