import { RegistryError } from '../../core/errors.ts';
import { messageIn, protobufFields, textsIn, type ProtobufField } from './protobufFields.ts';
import type { ValueNode } from './valueNode.ts';
import { WandbChanges } from './wandbChanges.ts';
import { WandbLogProblem } from './wandbLogProblem.ts';
import { wandbRecords, type WandbReading } from './wandbRecords.ts';

/** What a run noted in its `run-ID.wandb`. */
export interface WandbLog {
  readonly config: ValueNode;
  /** The last values. */
  readonly summary: ValueNode;
  /** Commit when the run began. */
  readonly commit?: string;
  /** Milliseconds since the epoch. */
  readonly startedAt?: number;
  /** SHA-256 (hex) of the file. */
  readonly sha256: string;
}

/** Why a log was not read: half a sentence. */
export interface WandbLogUnread {
  readonly reason: string;
}

/** Field numbers of `wandb_internal.proto`, the same in W&B 0.17 and 0.31. */
const RECORD = { summary: 3, config: 5, run: 17, environment: 26 };
const RUN = { config: 4, summary: 5, startTime: 17, git: 21 };
const ENVIRONMENT = { startedAt: 3, git: 9 };
const TIMESTAMP = { seconds: 1 };
const GIT = { commit: 2 };

/** Reads the log of a run, or its first `maxBytes`. */
export async function readWandbLog(path: string, reading: WandbReading): Promise<WandbLog | WandbLogUnread> {
  const log = new LogFold();
  try {
    const sha256 = await wandbRecords(path, (record) => log.add(record), reading);
    return { ...log.finished(), sha256 };
  } catch (error) {
    if (error instanceof WandbLogProblem) return { reason: error.message };
    if (error instanceof RangeError || RegistryError.is(error, 'file.unreadable')) return { reason: 'it is damaged' };
    throw error;
  }
}

class LogFold {
  readonly #config = new WandbChanges();
  readonly #summary = new WandbChanges();
  #commit: string | undefined;
  #startedAt: number | undefined;

  add(record: Buffer): void {
    for (const { number, bytes } of protobufFields(record)) {
      if (bytes === undefined) continue;
      if (number === RECORD.summary) this.#summary.add(bytes);
      else if (number === RECORD.config) this.#config.add(bytes);
      else if (number === RECORD.run) this.#addRun(protobufFields(bytes));
      else if (number === RECORD.environment) this.#addStart(protobufFields(bytes), ENVIRONMENT.startedAt, ENVIRONMENT.git);
    }
  }

  #addRun(run: readonly ProtobufField[]): void {
    for (const { number, bytes } of run) {
      if (number === RUN.config && bytes !== undefined) this.#config.add(bytes);
      else if (number === RUN.summary && bytes !== undefined) this.#summary.add(bytes);
    }
    this.#addStart(run, RUN.startTime, RUN.git);
  }

  #addStart(fields: readonly ProtobufField[], time: number, git: number): void {
    const seconds = messageIn(fields, time)?.find(({ number }) => number === TIMESTAMP.seconds)?.varint;
    if (seconds !== undefined) this.#startedAt ??= seconds * 1000;
    const repository = messageIn(fields, git);
    if (repository !== undefined) this.#commit ??= textsIn(repository, GIT.commit)[0];
  }

  finished(): Omit<WandbLog, 'sha256'> {
    return {
      config: this.#config.finished(),
      summary: this.#summary.finished(),
      ...(this.#commit === undefined ? {} : { commit: this.#commit }),
      ...(this.#startedAt === undefined ? {} : { startedAt: this.#startedAt }),
    };
  }
}
