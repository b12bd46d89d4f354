import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { RegistryError } from '../../../core/errors.ts';
import type { CaptureContext } from '../../../core/ports/collector.ts';
import { globBase, pathGlob } from '../../../core/text/pathGlob.ts';
import { parseHubReference, type HubReference } from '../hubReference.ts';
import { workspaceName } from '../workspaceName.ts';
import type { DataFilter } from './measureData.ts';

/** One data set that is asked for. */
export type DataRequest =
  | {
      readonly kind: 'path';
      /** For the record. */
      readonly name: string;
      readonly absolute: string;
      readonly outside: boolean;
      /** As the person wrote it, for messages. */
      readonly spec: string;
      readonly wanted?: DataFilter;
    }
  | { readonly kind: 'hub'; readonly name: string; readonly reference: HubReference }
  | { readonly kind: 'remote'; readonly name: string; readonly revision: string };

/** Where data is named. */
export interface NamedIn extends Pick<CaptureContext, 'root'> {
  readonly model: Pick<CaptureContext['model'], 'data'>;
  readonly options: Pick<CaptureContext['options'], 'cwd' | 'data'>;
}

/** Data that flags name (relative to where the command runs), else that of `modelkeep.json` (relative to it, `!` excludes). */
export function namedData(context: NamedIn): readonly DataRequest[] {
  const { options, model, root } = context;
  if (options.data.length > 0) return unique(options.data.map((spec) => requestOf(root, options.cwd, spec, [])));
  const excludes = model.data.filter((spec) => spec.startsWith('!')).map((spec) => spec.slice(1));
  return unique(model.data.filter((spec) => !spec.startsWith('!')).map((spec) => requestOf(root, root, spec, excludes)));
}

/** A path of the file system as a request. */
export function pathRequest(root: string, absolute: string, spec: string): DataRequest {
  return { kind: 'path', ...workspaceName(root, absolute), absolute, spec };
}

function requestOf(root: string, base: string, spec: string, excludes: readonly string[]): DataRequest {
  if (/^(?:[a-z][a-z0-9+.-]*:\/\/)?$/i.test(spec)) throw new RegistryError('file.unreadable', `Cannot read the data ${JSON.stringify(spec)}: it names nothing.`, { hint: 'Correct --data, or "data" in modelkeep.json.', details: { path: spec, kind: 'data' } });
  const reference = parseHubReference(spec);
  if (reference !== undefined) return { kind: 'hub', name: spec, reference };
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(spec)) return remoteRequest(spec);
  const absolute = isAbsolute(spec) ? resolve(spec) : resolve(base, spec);
  if (/[*?{]/.test(spec) && !existsSync(absolute)) return globRequest(root, base, spec, excludes);
  const plain = pathRequest(root, absolute, spec);
  const unwanted = excludes.map(pathGlob);
  if (unwanted.length === 0 || plain.kind !== 'path' || plain.outside) return plain;
  const prefix = plain.name === '.' ? '' : `${plain.name}/`;
  return { ...plain, wanted: (path) => !unwanted.some((matches) => matches(prefix + path)) };
}

/** A glob is one data set: the files below its first folders that it matches. */
function globRequest(root: string, base: string, spec: string, excludes: readonly string[]): DataRequest {
  const folder = globBase(spec);
  const prefix = folder === '.' ? '' : `${folder.replace(/\/$/, '')}/`;
  const [matches, unwanted] = [pathGlob(spec), excludes.map(pathGlob)];
  const absolute = isAbsolute(folder) ? folder : join(base, folder);
  const { outside } = workspaceName(root, absolute);
  return {
    kind: 'path',
    name: outside || base !== root ? `${workspaceName(root, absolute).name}/${spec.slice(prefix.length)}` : spec.replace(/^\.\//, ''),
    absolute,
    outside,
    spec,
    wanted: (path) => matches(prefix + path) && !unwanted.some((one) => one(prefix + path)),
  };
}

/** User, password, signatures and fragments of an address stay out of the record; a version of an object is kept. */
function remoteRequest(spec: string): DataRequest {
  const [address = '', query = ''] = spec.split('#')[0]?.split('?') ?? [];
  const revision = new URLSearchParams(query).get('versionId') ?? '';
  return { kind: 'remote', name: address.replace(/\/\/[^/@]*@/, '//').slice(0, 4096).toWellFormed(), revision: revision.slice(0, 512).toWellFormed() };
}

function unique(requests: readonly DataRequest[]): readonly DataRequest[] {
  const seen = new Map(requests.map((request) => [`${request.kind} ${request.kind === 'path' ? request.absolute : ''} ${request.name}`, request]));
  return [...seen.values()];
}
