import { t } from '../texts/translate.ts';
import type { Command, CommandServices } from './commandServices.ts';
import { ensureTrusted } from './ensureTrusted.ts';

/** Asks what is left to ask, does one thing and answers with a sentence of what was done. Undefined: the person left. */
export type Act<T> = (services: CommandServices, target: T) => Promise<string | undefined>;

/** A command that writes something of what `pick` finds or asks for; afterwards what is shown is asked for again. */
export function writingCommand<T>(pick: (services: CommandServices, argument: unknown) => Promise<T | undefined>, act: Act<T>): Command {
  return async (services, argument) => {
    if (!(await mayWrite())) return;
    const target = await pick(services, argument);
    const done = target === undefined ? undefined : await act(services, target);
    if (done === undefined) return;
    services.refresh();
    services.statusBar.say(done);
  };
}

/** Whether the workspace is trusted, which whatever writes needs; offers to trust it. */
export async function mayWrite(): Promise<boolean> {
  return ensureTrusted(t('What is written names you by your Git configuration, which a workspace must be trusted for.'));
}
