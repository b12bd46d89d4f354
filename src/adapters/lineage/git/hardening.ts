import { delimiter } from 'node:path';
import { type Environment, searchPath } from './findGit.ts';

/** One setting of Git's configuration: section and variable in lower case, subsection as written. */
export interface GitSetting {
  readonly key: string;
  readonly value: string;
}

/** No hook is ever found there. An older Git, which ignores GIT_CONFIG_COUNT, is told by not knowing it. */
export const NO_HOOKS = '/dev/null';

/**
 * Settings that hold for every call: no program of the repository runs, nothing is fetched, and what Git prints does
 * not depend on the person's taste. The machine's own configuration stays in force otherwise (`safe.directory`,
 * `core.excludesFile`, `core.autocrlf` belong to what the person sees), so GIT_CONFIG_NOSYSTEM is not set.
 */
const ALWAYS: readonly GitSetting[] = [
  { key: 'core.fsmonitor', value: 'false' },
  { key: 'core.hooksPath', value: NO_HOOKS },
  { key: 'core.pager', value: 'cat' },
  { key: 'core.editor', value: ':' },
  { key: 'core.askPass', value: '' },
  { key: 'core.sshCommand', value: 'false' },
  { key: 'core.gitProxy', value: '' },
  { key: 'core.alternateRefsCommand', value: 'false' },
  { key: 'core.quotePath', value: 'true' },
  { key: 'credential.helper', value: '' },
  { key: 'diff.external', value: '' },
  { key: 'diff.autoRefreshIndex', value: 'true' },
  { key: 'diff.suppressBlankEmpty', value: 'false' },
  { key: 'log.showSignature', value: 'false' },
  { key: 'gpg.program', value: 'false' },
  { key: 'protocol.allow', value: 'never' },
  { key: 'submodule.recurse', value: 'false' },
  { key: 'color.ui', value: 'false' },
  { key: 'gc.auto', value: '0' },
  { key: 'maintenance.auto', value: 'false' },
];

const FILTER = /^filter\.(.+)\.(?:clean|smudge|process|required)$/s;
const DIFF_DRIVER = /^diff\.(.+)\.(?:command|textconv|cachetextconv)$/s;
const DRIVER_LIMIT = 1_000;

/**
 * Settings that switch off every filter and diff driver that a repository's configuration names. Undefined when one of
 * them cannot be switched off (a name that is not UTF-8, or thousands of names): Git must not be run then.
 */
export function switchOffPrograms(settings: readonly GitSetting[]): readonly GitSetting[] | undefined {
  const filters = new Set<string>();
  const drivers = new Set<string>();
  for (const { key } of settings) {
    const filter = FILTER.exec(key)?.[1];
    const driver = DIFF_DRIVER.exec(key)?.[1];
    if (filter !== undefined) filters.add(filter);
    if (driver !== undefined) drivers.add(driver);
  }
  const names = [...filters, ...drivers];
  if (names.length > DRIVER_LIMIT || names.some((name) => name.includes('\uFFFD'))) return undefined;
  return [
    ...[...filters].flatMap((name) => [
      ...['clean', 'smudge', 'process'].map((variable) => ({ key: `filter.${name}.${variable}`, value: '' })),
      { key: `filter.${name}.required`, value: 'false' },
    ]),
    ...[...drivers].flatMap((name) => ['command', 'textconv'].map((variable) => ({ key: `diff.${name}.${variable}`, value: '' }))),
  ];
}

/** What Git may know of the environment: where things are, and nothing that names a program. */
const PASSED = ['HOME', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_NOSYSTEM', 'XDG_CONFIG_HOME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'SYSTEMROOT', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP', 'SUDO_UID'];

/** The whole environment of one Git process. `settings` travel as GIT_CONFIG_*, which can express any key, unlike `-c`. */
export function gitEnvironment(env: Environment, settings: readonly GitSetting[], extra: { readonly [name: string]: string } = {}): { [name: string]: string } {
  const result: { [name: string]: string } = {
    PATH: searchPath(env).join(delimiter),
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_DISCOVERY_ACROSS_FILESYSTEM: '1',
  };
  for (const name of PASSED) {
    const value = env[name];
    if (value !== undefined) result[name] = value;
  }
  const all = [...settings, ...ALWAYS];
  result['GIT_CONFIG_COUNT'] = String(all.length);
  all.forEach(({ key, value }, index) => {
    result[`GIT_CONFIG_KEY_${index}`] = key;
    result[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return { ...result, ...extra };
}
