import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a test run its own keys, settings and Git identity, so that nobody's own are read or written. Returns the clean-up. */
export function setup(): () => void {
  const home = mkdtempSync(join(tmpdir(), 'modelkeep-home-'));
  const gitConfig = join(home, 'gitconfig');
  writeFileSync(gitConfig, '[user]\n\tname = Test Person\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n');
  for (const name of Object.keys(process.env)) {
    if (/^(MODELKEEP_|GIT_|VIRTUAL_ENV$|CONDA_PREFIX$|NO_COLOR$|FORCE_COLOR$)/.test(name)) delete process.env[name];
  }
  process.env['MODELKEEP_HOME'] = join(home, 'modelkeep');
  process.env['GIT_CONFIG_GLOBAL'] = gitConfig;
  process.env['GIT_CONFIG_NOSYSTEM'] = '1';
  mkdirSync(join(home, 'modelkeep'));
  return () => rmSync(home, { recursive: true, force: true });
}
