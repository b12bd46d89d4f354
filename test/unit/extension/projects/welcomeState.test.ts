import { expect, it } from 'vitest';
import type { ProjectState } from '../../../../src/core/operations/place.ts';
import { welcomeState, type WindowFacts } from '../../../../src/extension/projects/welcomeState.ts';

const facts: WindowFacts = { folders: 1, trusted: true, failed: false, projects: [], hasModels: false };
const project = (state: ProjectState['state']): NonNullable<WindowFacts['projects']>[number] => ({ cwd: '/p', name: 'p', state: { state } as ProjectState });

it('has one answer for every situation', () => {
  expect(welcomeState({ ...facts, folders: 0, failed: true })).toBe('noFolder');
  expect(welcomeState({ ...facts, failed: true })).toBe('failed');
  expect(welcomeState({ folders: 1, trusted: true, failed: false, projects: undefined, hasModels: false })).toBe('starting');
  expect(welcomeState({ ...facts, projects: [project('none')] })).toBe('noRegistry');
  expect(welcomeState({ ...facts, projects: [project('none')], trusted: false })).toBe('untrusted');
  expect(welcomeState({ ...facts, projects: [project('none'), project('elsewhere')] })).toBe('elsewhere');
  expect(welcomeState({ ...facts, projects: [project('ready'), project('elsewhere')] })).toBe('noModel');
  expect(welcomeState({ ...facts, projects: [project('ready')], hasModels: true, trusted: false })).toBe('ready');
});
