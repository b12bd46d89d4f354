import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readDelivery, type Delivery } from './delivery.ts';

/** A lock this old is of a process that died: an attempt takes far less. */
const LEASE_MS = 60_000;
/** What was given up, and the deliveries of devices that are no more, are kept for so long. */
const KEPT_MS = 30 * 24 * 3600 * 1000;
const [ENDING, LOCK, PART] = ['.json', '.lock', '.part'];

/**
 * Deliveries in a folder, one file each, for any number of processes. A file appears and changes in one step and is
 * synced, so that a killed process leaves the delivery as it was. Who works on one holds its lock file.
 */
export class DeliveryQueue {
  readonly #folder: string;
  readonly #now: () => number;

  constructor(folder: string, now: () => number = Date.now) {
    this.#folder = folder;
    this.#now = now;
  }

  /** Adds a delivery; one with its id that is there already stays as it is. */
  put(delivery: Delivery): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const part = this.#write(delivery);
    try {
      linkSync(part, this.#file(delivery.id));
    } catch (error) {
      if (errno(error) !== 'EEXIST') throw error;
    } finally {
      rmSync(part, { force: true });
    }
  }

  /** Every delivery, oldest first. */
  list(): readonly Delivery[] {
    const ids = this.#names().flatMap((name) => (name.endsWith(ENDING) ? [name.slice(0, -ENDING.length)] : []));
    return ids.flatMap((id) => this.read(id) ?? []).sort((a, b) => a.createdAt - b.createdAt);
  }

  read(id: string): Delivery | undefined {
    try {
      const delivery = readDelivery(readFileSync(this.#file(id), 'utf8'));
      return delivery?.id === id ? delivery : undefined;
    } catch {
      return undefined;
    }
  }

  /** Takes a delivery for this process alone, as it is by then; undefined when another has it or it is gone. To be ended with {@link free}. */
  claim(id: string): Delivery | undefined {
    if (!this.#lock(`${this.#file(id)}${LOCK}`)) return undefined;
    const delivery = this.read(id);
    if (delivery === undefined) this.free(id);
    return delivery;
  }

  free(id: string): void {
    rmSync(`${this.#file(id)}${LOCK}`, { force: true });
  }

  /** Of a claimed delivery: what it is from now on. */
  replace(delivery: Delivery): void {
    renameSync(this.#write(delivery), this.#file(delivery.id));
  }

  /** Of a claimed delivery: it has arrived. */
  remove(id: string): void {
    rmSync(this.#file(id), { force: true });
  }

  /** A number that changes with the queue; undefined while there is none. */
  changedAt(): number | undefined {
    return statSync(this.#folder, { throwIfNoEntry: false })?.mtimeMs;
  }

  /** Removes what nobody waits for any more. */
  sweep(): void {
    for (const name of this.#names()) {
      const file = join(this.#folder, name);
      const age = this.#now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? this.#now());
      if (age > (name.endsWith(ENDING) ? KEPT_MS : 2 * LEASE_MS)) rmSync(file, { force: true });
    }
  }

  /** Two who find a dead process's lock at once may both go on: the receiver then sees one id twice, as it may at any time. */
  #lock(file: string): boolean {
    try {
      closeSync(openSync(file, 'wx', 0o600));
      return true;
    } catch (error) {
      if (errno(error) !== 'EEXIST') throw error;
    }
    const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (this.#now() - since < LEASE_MS) return false;
    try {
      unlinkSync(file);
      closeSync(openSync(file, 'wx', 0o600));
      return true;
    } catch {
      return false;
    }
  }

  #file(id: string): string {
    return join(this.#folder, `${id}${ENDING}`);
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }

  /** Writes a delivery beside its place. */
  #write(delivery: Delivery): string {
    const part = join(this.#folder, `${randomBytes(8).toString('hex')}${PART}`);
    const descriptor = openSync(part, 'wx', 0o600);
    try {
      writeSync(descriptor, JSON.stringify(delivery));
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    return part;
  }
}

function errno(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
