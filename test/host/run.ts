import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

/**
 * Runs every file of suite/ inside an extension host; the editor calls it. Rejects when a test failed.
 * Built to .cache/host-suite by buildHostSuite, since an extension host loads CommonJS only.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 60_000, reporter: 'spec' });
  const folder = join(__dirname, 'suite');
  for (const name of readdirSync(folder).sort()) mocha.addFile(join(folder, name));
  const failures = await new Promise<number>((resolve) => void mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed`);
}
