import { findSecret } from '../secrets.ts';
import type { GitSetting } from './hardening.ts';
import { settingOf } from './openRepository.ts';

const LENGTH_LIMIT = 1_024;
const CONTROL = /[\u0000-\u0020\u007f-\u009f\u2028\u2029]/g;

/**
 * A remote's address as a record may show it: without user name, password, query and fragment; tokens inside the path
 * become `***`; a folder on a disk is `file:` and its last name. Undefined when nothing can be said.
 */
export function publicRemote(url: string): string | undefined {
  const text = url.trim().replace(CONTROL, '').toWellFormed();
  if (text === '' || text.length > LENGTH_LIMIT) return undefined;
  const helper = /^([a-z0-9+.-]+)::/i.exec(text);
  if (helper !== null) return `${helper[1]}::`;
  const full = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/]*@)?([^/]*)(\/[^?#]*)?/i.exec(text);
  if (full !== null) {
    const [, scheme = '', host = '', path = ''] = full;
    return scheme.toLowerCase() === 'file' ? folder(path) : hide(`${scheme.toLowerCase()}://${host.replace(/[?#].*$/s, '')}${path}`);
  }
  const short = /^(?:[^/\\:]*@)?(\[[^\]/]+\]|[^/\\:@]{2,}):(?!\\)([^?#]*)/.exec(text);
  if (short !== null) return hide(`${short[1]}:${short[2]}`);
  return folder(text);
}

function folder(path: string): string | undefined {
  const name = path.split(/[/\\]+/).findLast((part) => part !== '' && part !== '.' && part !== '..');
  return name === undefined ? undefined : `file:${name}`;
}

function hide(address: string): string {
  return address
    .split('/')
    .map((part) => (findSecret(part) === undefined ? part : '***'))
    .join('/');
}

/** The remote that a branch follows, else `origin`, else the first that is configured; its address as a record may show it. */
export function remoteOf(settings: readonly GitSetting[], branch: string | undefined): string | undefined {
  const followed = branch === undefined ? undefined : settingOf(settings, `branch.${branch}.remote`);
  const named = [followed, 'origin'].filter((name) => name !== undefined).map((name) => `remote.${name}.url`);
  const urls = settings.filter(({ key }) => /^remote\..+\.url$/s.test(key));
  for (const key of named) {
    const found = urls.find((setting) => setting.key === key);
    if (found !== undefined) return publicRemote(found.value);
  }
  return urls[0] === undefined ? undefined : publicRemote(urls[0].value);
}
