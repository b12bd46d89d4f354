import { resolve } from 'node:path';
import { RegistryError } from '../../core/errors.ts';
import type { DataLineage, Doubt, Missing } from '../../core/model/lineage.ts';
import type { CaptureContext, Collector, Finding, HashCache } from '../../core/ports/collector.ts';
import { compareText } from './compareText.ts';
import { Breather } from './data/breather.ts';
import { agreesWithDvc } from './data/compareWithDvc.ts';
import { namedData, pathRequest, type DataRequest } from './data/dataRequest.ts';
import { claimedData, describeData, type DescribedData } from './data/describeData.ts';
import { dvcStageData, findDvcClaim } from './data/dvcClaims.ts';
import { trackedData } from './data/trackedData.ts';
import type { HashFile } from './data/hashFiles.ts';
import { isUnmeasured, measureData, type MeasureOptions } from './data/measureData.ts';
import { streamHash } from './data/streamHash.ts';
import { readDvcFile } from './dvcLock.ts';
import { findDvcStage } from './findDvcStage.ts';
import { findSidecars } from './findSidecars.ts';
import { cachedRevision, isPinned } from './hubReference.ts';
import { workspaceName } from './workspaceName.ts';

/** What the data collector works with. */
export interface DataDependencies {
  readonly hashCache: HashCache;
  /** Hashes large files, on workers where there are some; streams on this thread if not given. */
  readonly hashFile?: HashFile;
  /** How much is hashed before names and sizes must do: bytes and milliseconds for one commit. */
  readonly budget?: { readonly bytes: number; readonly ms: number };
}

const BUDGET = { bytes: 20_000_000_000, ms: 10_000 };
const MAX_FILES = 1_000_000;
const MAX_SETS = 4096;

/**
 * The data sets: those that flags or `modelkeep.json` name, else the dependencies of the DVC stage that made the
 * artifact, else what DVC tracks in the workspace (with a doubt); and the data version that a sidecar claims.
 */
export function createDataCollector({ hashCache, hashFile, budget = BUDGET }: DataDependencies): Collector {
  return {
    kind: 'data',
    async collect(context: CaptureContext): Promise<Finding> {
      const insist = context.options.hashData;
      const measure: MeasureOptions = {
        cache: hashCache,
        hashFile: hashFile ?? streamHash,
        breather: new Breather(context.signal),
        now: () => context.now(),
        deadline: insist ? Number.POSITIVE_INFINITY : context.now() + budget.ms,
        budget: insist ? Number.POSITIVE_INFINITY : budget.bytes,
        maxFiles: MAX_FILES,
        signal: context.signal,
      };
      return new DataCapture(context, measure).collect();
    },
  };
}

class DataCapture {
  readonly #context: CaptureContext;
  readonly #measure: MeasureOptions;
  readonly #data: DataLineage[] = [];
  readonly #doubts: Doubt[] = [];
  readonly #missing: Missing[] = [];
  readonly #objects: Uint8Array[] = [];
  readonly #places: { name: string; path: string }[] = [];

  constructor(context: CaptureContext, measure: MeasureOptions) {
    this.#context = context;
    this.#measure = measure;
  }

  async collect(): Promise<Finding> {
    const named = namedData(this.#context);
    if (named.length > MAX_SETS) throw new RegistryError('usage.invalid', `${named.length} data sets are named; ${MAX_SETS} is the most.`, { hint: 'Name the folder that holds them.' });
    for (const request of named) await this.#take(request, true);
    if (named.length === 0) await this.#discover();
    await this.#artifactDoubts();
    await this.#sidecarClaims();
    if (this.#data.length === 0 && this.#missing.length === 0) {
      this.#missing.push({ code: 'data.none', fact: 'data', message: 'No data is named, with --data or under "data" in modelkeep.json.' });
    }
    const data = this.#data.sort((left, right) => compareText(left.name, right.name) || compareText(left.digest, right.digest));
    return { data: data.slice(0, MAX_SETS), doubts: this.#doubts, missing: this.#missing, objects: this.#objects, places: this.#places };
  }

  async #discover(): Promise<void> {
    const deps = await dvcStageData(this.#context);
    for (const dep of deps) await this.#take(pathRequest(this.#context.root, dep.absolute, dep.path), false);
    if (deps.length > 0) return;
    for (const absolute of await trackedData(this.#context)) {
      const request = pathRequest(this.#context.root, absolute, absolute);
      await this.#take(request, false);
      this.#doubts.push({ code: 'data.notNamed', fact: 'data', message: `${request.name} is tracked by DVC, but nothing says that this model was made from it.` });
    }
  }

  async #take(request: DataRequest, named: boolean): Promise<void> {
    if (request.kind === 'hub') return this.#takeHub(request);
    if (request.kind === 'remote') return this.#takeRemote(request);
    if (request.outside) this.#places.push({ name: request.name, path: request.absolute });
    const claim = request.wanted === undefined ? await findDvcClaim(this.#context, request.absolute) : undefined;
    const measured = await measureData(request.absolute, this.#measure, request.wanted);
    if (isUnmeasured(measured)) {
      if (measured.reason === 'tooMany') {
        this.#missing.push({ code: 'data.tooMany', fact: 'data', message: `${request.name} holds more than ${MAX_FILES} files and was not read.` });
      } else if (claim !== undefined && measured.reason === 'absent') {
        this.#data.push(claimedData(request.name, claim));
        this.#missing.push({ code: 'data.notHere', fact: 'data', message: `${request.name} is not on this machine; its digest is what ${claim.source} says.` });
      } else if (named) {
        throw unusable(request.spec, measured.reason);
      } else {
        this.#missing.push({ code: `data.${measured.reason}`, fact: 'data', message: `${request.name} could not be read: ${REASONS[measured.reason]}.` });
      }
      return;
    }
    if (await this.#pointsElsewhere(request.absolute, named)) return;
    if (measured.files.length === 0 && request.wanted !== undefined && named) throw unusable(request.spec, 'noMatch');
    if (measured.files.length === 0) this.#missing.push({ code: 'data.empty', fact: 'data', message: `${request.name} holds no files.` });
    const agrees = claim === undefined || measured.pointers.length > 0 ? undefined : await agreesWithDvc(measured, claim.path, this.#measure);
    this.#keep(describeData(this.#context, request.name, measured, measured.pointers.length > 0 ? undefined : claim, agrees));
  }

  #keep(described: DescribedData): void {
    this.#data.push(...described.data);
    this.#doubts.push(...described.doubts);
    this.#missing.push(...described.missing);
    this.#objects.push(...described.objects);
  }

  /** A person who names `images.dvc` means what it stands for. */
  async #pointsElsewhere(absolute: string, named: boolean): Promise<boolean> {
    if (!named || !absolute.endsWith('.dvc')) return false;
    const outs = await readDvcFile(absolute);
    for (const out of outs) {
      if (resolve(out.absolute) !== absolute) await this.#take(pathRequest(this.#context.root, out.absolute, out.path), false);
    }
    return outs.length > 0;
  }

  async #takeHub({ name, reference }: Extract<DataRequest, { kind: 'hub' }>): Promise<void> {
    const pinned = isPinned(reference);
    const cached = pinned ? undefined : await cachedRevision(this.#context, 'datasets', reference);
    const revision = cached ?? reference.revision ?? 'main';
    this.#data.push({ name, basis: 'commit', source: cached === undefined ? 'given' : 'Hugging Face cache', strength: 'claim', digest: `rev:${revision}` });
    if (!pinned) this.#doubts.push({ code: 'data.notPinned', fact: 'data', message: `${name} names no commit, so what it means may change.` });
  }

  #takeRemote({ name, revision }: Extract<DataRequest, { kind: 'remote' }>): void {
    this.#data.push({ name, basis: 'commit', source: 'given', strength: 'claim', digest: `rev:${revision}` });
    if (revision === '') this.#missing.push({ code: 'data.remoteNotRead', fact: 'data', message: `${name} was not read, so its content is not known.` });
  }

  /** What `dvc.lock` says against the artifact itself. */
  async #artifactDoubts(): Promise<void> {
    const { stage, differs, unchecked, broken } = await findDvcStage(this.#context);
    const { root } = this.#context;
    if (stage === undefined && differs !== undefined) {
      const message = `${workspaceName(root, differs.stage.lock).name} names another content for ${differs.path.slice(0, 200)}, so its data and params were not taken.`;
      this.#doubts.push({ code: 'data.dvcModelDiffers', fact: 'data', message });
    }
    if (stage === undefined && unchecked !== undefined) {
      this.#missing.push({ code: 'data.dvcNotCompared', fact: 'data', message: `The model was too large to compare with ${workspaceName(root, unchecked.lock).name}.` });
    }
    for (const { path, reason } of broken) this.#missing.push({ code: 'data.dvcUnreadable', fact: 'data', message: `${workspaceName(root, path).name} was not read: ${reason}.` });
  }

  async #sidecarClaims(): Promise<void> {
    for (const { file, sidecar } of (await findSidecars(this.#context)).found) {
      if (sidecar.dataVersion === undefined) continue;
      const source = workspaceName(this.#context.root, file.absolute).name;
      this.#data.push({ name: 'data_version_id', basis: 'producer', source, strength: 'claim', digest: `rev:${sidecar.dataVersion.slice(0, 512).toWellFormed()}` });
    }
  }
}

const REASONS = {
  absent: 'it does not exist',
  unreadable: 'access is denied or its links go round',
  notAFile: 'it is no file or folder',
  noMatch: 'no file matches it',
} as const;

function unusable(spec: string, reason: keyof typeof REASONS): RegistryError {
  return new RegistryError('file.unreadable', `Cannot read the data ${spec}: ${REASONS[reason]}.`, {
    hint: 'Correct --data, or "data" in modelkeep.json.',
    details: { path: spec, kind: 'data' },
  });
}
