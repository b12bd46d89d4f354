import type { WebviewTexts } from '../../rpc/webviewMessages.ts';
import { t } from '../texts/translate.ts';

/** Every sentence of the page *Audit Log* in the person's language. */
export function auditTexts(): WebviewTexts {
  return {
    'Audit Log': t('Audit Log'),
    Change: t('Change'),
    Event: t('Event'),
    'Export…': t('Export…'),
    'From (date)': t('From (date)'),
    Kind: t('Kind'),
    Model: t('Model'),
    'No event is like that.': t('No event is like that.'),
    'Raw line': t('Raw line'),
    'Search (/)': t('Search (/)'),
    Signature: t('Signature'),
    Time: t('Time'),
    'To (date)': t('To (date)'),
    Version: t('Version'),
    'Verify Now': t('Verify Now'),
    Who: t('Who'),
    'without effect': t('without effect'),
    '{0} more changes': t('{0} more changes'),
  };
}
