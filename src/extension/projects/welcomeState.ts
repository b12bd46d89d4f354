import type { Project } from './project.ts';

/**
 * What the empty Models view says. `ready` and `starting`: nothing. The view shows a welcome only while it has no rows,
 * so an untrusted project that has models shows them.
 */
export type WelcomeState = 'starting' | 'noFolder' | 'untrusted' | 'noRegistry' | 'elsewhere' | 'noModel' | 'failed' | 'ready';

/** What the window knows. */
export interface WindowFacts {
  readonly folders: number;
  readonly trusted: boolean;
  /** The sidecar cannot be started or does not come back. */
  readonly failed: boolean;
  /** Undefined until the projects were looked at once. */
  readonly projects: readonly Project[] | undefined;
  /** Whether any registry here has a model, declared or with versions. */
  readonly hasModels: boolean;
}

/** The one state that the view shows; the first that applies wins. */
export function welcomeState(facts: WindowFacts): WelcomeState {
  if (facts.folders === 0) return 'noFolder';
  if (facts.failed) return 'failed';
  if (facts.projects === undefined) return 'starting';
  if (facts.projects.some((project) => project.state.state === 'ready')) return facts.hasModels ? 'ready' : 'noModel';
  if (facts.projects.some((project) => project.state.state === 'elsewhere')) return 'elsewhere';
  return facts.trusted ? 'noRegistry' : 'untrusted';
}
