/** Facts of one line, those that are empty left out: `f1 0.953 · main · 2 h ago`. */
export function joinFacts(...facts: readonly (string | undefined)[]): string {
  return facts.filter((fact) => fact !== undefined && fact !== '').join(' · ');
}
