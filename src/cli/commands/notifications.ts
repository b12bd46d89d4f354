import type { Command } from 'commander';
import type { NotificationAttempt, NotificationSummary } from '../../core/operations/notificationOperations.ts';
import type { Perform } from '../commandLine.ts';
import { examples } from '../defineOptions.ts';
import { EXIT } from '../exitCodes.ts';
import { flow, type Facts } from '../render/layout.ts';
import { look } from '../render/paint.ts';

/** `modelkeep notifications`: what webhooks are still to be told. */
export function defineNotifications(program: Command, perform: Perform): Command {
  const command = program
    .command('notifications')
    .summary('what webhooks are still to be told')
    .description('Lists, sends and tries out the webhooks of "notifications" in modelkeep.json. What fails is sent again for 24 hours.');
  const list = command.command('list').summary('what waits, and what was given up').description('Lists the notifications that have not arrived yet, oldest first.');
  list.action(
    perform(async (cli, _options: object, _command: Command) => {
      const result = await cli.run('listNotifications', {});
      cli.answer(result, (facts) => (result.notifications.length === 0 ? flow([['Nothing waits.']], facts) : result.notifications.map((one) => waiting(one, facts)).join('')));
    }),
  );
  examples(list, 'modelkeep notifications list');
  const retry = command.command('retry').summary('send them now').description('Sends now what waits or was given up, and tries it for another 24 hours where that fails.').argument('[ID...]', 'which ones (all of this device, if not given)');
  retry.action(
    perform(async (cli, ids: readonly string[], _options: object, _command: Command) => {
      const result = await cli.run('retryNotifications', ids.length === 0 ? {} : { ids });
      cli.answer(result, (facts) => outcomes(result.attempts, facts));
      return exitOf(result.attempts);
    }),
  );
  examples(retry, 'modelkeep notifications retry');
  const test = command.command('test').summary('send a test to every webhook').description('Sends a signed notification of type "test" to every webhook, once, and says what each answered.');
  test.action(
    perform(async (cli, _options: object, _command: Command) => {
      const result = await cli.run('testNotifications', {});
      cli.answer(result, (facts) => outcomes(result.attempts, facts));
      return exitOf(result.attempts);
    }),
  );
  examples(test, 'modelkeep notifications test');
  return command;
}

function waiting({ id, type, about, webhook, state, attempts, nextAt = '', error }: NotificationSummary, facts: Facts): string {
  const when = state === 'givenUp' ? look('bad', 'given up') : attempts === 0 ? 'not sent yet' : `again at ${nextAt.slice(0, 19).replace('T', ' ')} UTC`;
  return flow([[look('strong', type)], [about], [webhook], [when], [error], [look('dim', id)]].filter(([part]) => part !== ''), facts);
}

function outcomes(attempts: readonly NotificationAttempt[], facts: Facts): string {
  if (attempts.length === 0) return flow([['Nothing to send.']], facts);
  return attempts.map(({ webhook, delivered, error }) => flow([[look('strong', webhook)], [delivered ? look('good', 'delivered') : look('bad', 'failed')], ...(error === '' ? [] : [[error]])], facts)).join('');
}

function exitOf(attempts: readonly NotificationAttempt[]): number {
  return attempts.every(({ delivered }) => delivered) ? EXIT.done : EXIT.refused;
}
