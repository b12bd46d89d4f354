import type { RegistryError } from '../core/errors.ts';
import { formatBytes } from '../core/text/quantities.ts';
import type { Invocation } from './commandLine.ts';

/**
 * Asks whether a folder with training state is committed for use or for resuming.
 * @throws RegistryError the one given, when nobody is there to answer or the answer is none
 */
export async function askWhatToInclude(error: RegistryError, { terminal, signal, json }: Invocation): Promise<'model' | 'all'> {
  if (terminal.ask === undefined || json) throw error;
  terminal.err.write(
    `This folder holds training state. What belongs to the version?\n` +
      `  1  weights and config${sizeOf(error, 'modelBytes')}\n` +
      `  2  everything, to resume${sizeOf(error, 'allBytes')}\n`,
  );
  const answer = (await terminal.ask('1 or 2? ', signal)).trim().toLowerCase();
  if (answer === '1' || answer === 'model') return 'model';
  if (answer === '2' || answer === 'all') return 'all';
  throw error;
}

function sizeOf(error: RegistryError, name: string): string {
  const bytes = error.details?.[name];
  return typeof bytes === 'number' ? ` (${formatBytes(bytes)})` : '';
}
