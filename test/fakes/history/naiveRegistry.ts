import { nodeRuntime } from '../../../src/adapters/keys/nodeRuntime.ts';
import { requestId } from '../../../src/core/fold/applyStageEvents.ts';
import { deviceId } from '../../../src/core/ledger/deviceId.ts';
import type { EventDraft, EventType } from '../../../src/core/model/event.ts';
import type { VersionCommitted } from '../../../src/core/model/events/versionEvents.ts';
import { versionId } from '../../../src/core/model/versionId.ts';
import { DEFAULT_POLICY, type Policy, type Rule } from '../../../src/core/policy/policy.ts';

/** An event with its place in the ledger. */
export type Told = EventDraft & { readonly position: number; readonly id: string; readonly device: string };
type ToldOf<T extends EventType> = Extract<Told, { readonly type: T }>;

/** A version as its first commit made it; later commits of the same brought it back. */
export interface NaiveVersion {
  readonly id: string;
  readonly model: string;
  readonly position: number;
  readonly body: VersionCommitted;
  readonly device: string;
}

export interface NaiveRequest {
  readonly id: string;
  readonly event: ToldOf<'request.opened'>;
  readonly member: string;
  /** Position of the policy that was in force. */
  readonly policy: number;
  open: boolean;
  readonly answers: { readonly member: string; readonly position: number; readonly granted: boolean }[];
}

/** How a version came to hold a stage. */
export interface NaiveEntry {
  readonly version: string;
  readonly overridden: boolean;
  readonly tag: string;
}

const REVIEW = ['admin', 'maintainer', 'reviewer'];
const MAINTAIN = ['admin', 'maintainer'];

export const mayContribute = (roles: readonly string[]): boolean => roles.some((role) => role !== 'reader');
export const mayReview = (roles: readonly string[]): boolean => roles.some((role) => REVIEW.includes(role));
export const mayMaintain = (roles: readonly string[]): boolean => roles.some((role) => MAINTAIN.includes(role));
/** One of the roles that a rule names or, where it names none, what `otherwise` says. */
export const holds = (roles: readonly string[], named: readonly string[], otherwise: (roles: readonly string[]) => boolean): boolean => (named.length === 0 ? otherwise(roles) : roles.some((role) => named.includes(role)));

/**
 * The registry as somebody with a pencil would keep it: a list of the events that had effect, read from the start for each
 * question, and the few things that must be kept in order. Written from the words of the rules and not from the program.
 */
export class NaiveRegistry {
  readonly seen: Told[] = [];
  readonly #devices = new Map<string, string>();
  readonly requests: NaiveRequest[] = [];
  /** Stage that a version holds. */
  readonly held = new Map<string, string>();
  /** Entries of a stage of a model that a rollback may return to, oldest first; by `model#stage`. */
  readonly stacks = new Map<string, NaiveEntry[]>();
  /** Every entry of a stage of a model, oldest first, taken back or not. */
  readonly entries = new Map<string, NaiveEntry[]>();

  of<T extends EventType>(type: T): ToldOf<T>[] {
    return this.seen.filter((event): event is ToldOf<T> => event.type === type);
  }

  // People

  keyDevice(key: string): string {
    const device = this.#devices.get(key) ?? deviceId(nodeRuntime, Buffer.from(key, 'base64'));
    this.#devices.set(key, device);
    return device;
  }

  /** Member to whom a device belongs or belonged at last. */
  ownerOf(device: string): string | undefined {
    let owner: string | undefined;
    for (const event of this.seen) {
      if (event.type === 'registry.created') for (const member of event.body.members) if (member.keys.some((key) => this.keyDevice(key) === device)) owner = this.keyDevice(member.keys[0] ?? '');
      if (event.type === 'member.added' && event.body.keys.some((key) => this.keyDevice(key) === device)) owner = this.keyDevice(event.body.keys[0] ?? '');
      if (event.type === 'key.added' && this.keyDevice(event.body.key) === device) owner = event.body.member;
    }
    return owner;
  }

  /** Roles of a member before a position; none for who is no member then. */
  rolesAt(member: string, position: number): readonly string[] {
    let roles: readonly string[] = [];
    for (const event of this.seen) {
      if (event.position >= position) break;
      if (event.type === 'registry.created') for (const one of event.body.members) if (this.keyDevice(one.keys[0] ?? '') === member) roles = one.roles;
      if (event.type === 'member.added' && this.keyDevice(event.body.keys[0] ?? '') === member) roles = event.body.roles;
      if (event.type === 'member.changed' && event.body.member === member) roles = event.body.roles;
      if (event.type === 'member.removed' && event.body.member === member) roles = [];
      // Joined to somebody else: the member of its own that it was ends.
      if (event.type === 'key.added' && this.keyDevice(event.body.key) === member && event.body.member !== member) roles = [];
    }
    return roles;
  }

  rolesOf(member: string): readonly string[] {
    return this.rolesAt(member, Number.POSITIVE_INFINITY);
  }

  /** The member who acts with a device, or undefined for a stranger's and one that was revoked. */
  actorOf(device: string): string | undefined {
    const owner = this.ownerOf(device);
    if (owner === undefined || this.rolesOf(owner).length === 0) return undefined;
    return this.of('key.revoked').some(({ body }) => body.device === device) ? undefined : owner;
  }

  devicesOf(member: string): readonly string[] {
    const devices = new Set(this.seen.flatMap((event) => (event.type === 'registry.created' ? event.body.members.flatMap(({ keys }) => keys) : event.type === 'member.added' ? event.body.keys : event.type === 'key.added' ? [event.body.key] : [])).map((key) => this.keyDevice(key)));
    return [...devices].filter((device) => this.actorOf(device) === member);
  }

  /** Members who can still act as administrators. */
  administrators(): readonly string[] {
    const members = new Set(this.seen.flatMap((event) => (event.type === 'registry.created' ? event.body.members : event.type === 'member.added' ? [event.body] : [])).map(({ keys }) => this.keyDevice(keys[0] ?? '')));
    return [...members].filter((member) => this.rolesOf(member).includes('admin') && this.devicesOf(member).length > 0);
  }

  // Versions and their names

  versions(model?: string): readonly NaiveVersion[] {
    const versions = new Map<string, NaiveVersion>();
    for (const { body, position, device } of this.of('version.committed')) {
      const id = versionId(nodeRuntime, body.record);
      if (!versions.has(id)) versions.set(id, { id, model: body.record.model, position, body, device });
    }
    return [...versions.values()].filter((version) => model === undefined || version.model === model);
  }

  version(id: string): NaiveVersion | undefined {
    return this.versions().find((version) => version.id === id);
  }

  isWithdrawn(id: string): boolean {
    const last = this.seen.findLast((event) => (event.type === 'version.withdrawn' && event.body.version === id) || (event.type === 'version.committed' && versionId(nodeRuntime, event.body.record) === id));
    return last?.type === 'version.withdrawn';
  }

  /** Who made a version: who committed it, also again after it was withdrawn, and who committed what it was adopted from. */
  authorsOf(id: string): readonly (string | undefined)[] {
    const ids = [id, ...this.of('branch.adopted').filter(({ body }) => body.version === id).map(({ body }) => body.source)];
    return this.of('version.committed').filter(({ body }) => ids.includes(versionId(nodeRuntime, body.record))).map(({ device }) => this.ownerOf(device));
  }

  namesOf(model: string): readonly string[] {
    return [model, ...this.of('model.renamed').filter(({ body }) => body.model === model).map(({ body }) => body.name)];
  }

  /** Version of a tag, retired ones too. */
  tagged(model: string, tag: string): string | undefined {
    return this.of('tag.set').find(({ body }) => body.tag === tag && this.version(body.version)?.model === model)?.body.version;
  }

  hasTag(version: string, model: string): boolean {
    const retired = this.of('tag.retired').filter(({ body }) => body.model === model).map(({ body }) => body.tag);
    return this.of('tag.set').some(({ body }) => body.version === version && !retired.includes(body.tag));
  }

  label(version: string, tag: string, name: string): string | undefined {
    let value: string | undefined;
    for (const event of this.seen) {
      if (event.type === 'label.set' && event.body.version === version && (event.body.tag ?? '') === tag && event.body.name === name) value = event.body.value;
      if (event.type === 'label.removed' && event.body.version === version && (event.body.tag ?? '') === tag && event.body.name === name) value = undefined;
    }
    return value;
  }

  alias(model: string, alias: string): string | null {
    const last = this.seen.findLast((event) => (event.type === 'alias.set' || event.type === 'alias.removed') && event.body.model === model && event.body.alias === alias);
    return last?.type === 'alias.set' ? last.body.version : null;
  }

  // Rules

  policy(): { readonly policy: Policy; readonly hash: string; readonly position: number } {
    const last = this.of('!policy.set').at(-1);
    return last === undefined ? { policy: DEFAULT_POLICY, hash: '', position: -1 } : { policy: last.body.policy, hash: last.body.hash, position: last.position };
  }

  rules(model: string, stage: string): readonly Rule[] {
    const names = this.namesOf(model);
    const fits = (glob: string, name: string): boolean => new RegExp(`^${glob.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 'is').test(name);
    return this.policy().policy.rules.filter((rule) => rule.stage === stage && rule.models.some((glob) => names.some((name) => fits(glob, name))));
  }

  /** Who holds a stage, in the order in which they came. */
  holders(model: string, stage: string): readonly string[] {
    const inOrder = (this.entries.get(`${model}#${stage}`) ?? []).map(({ version }) => version);
    return [...this.held].filter(([version, one]) => one === stage && this.version(version)?.model === model).map(([version]) => version).sort((a, b) => inOrder.lastIndexOf(a) - inOrder.lastIndexOf(b));
  }

  requestOf(id: string): NaiveRequest | undefined {
    return this.requests.find((request) => request.id === id);
  }

  // What an event with effect does

  take(event: Told): void {
    this.seen.push(event);
    switch (event.type) {
      case '!policy.set':
        return this.#void(() => true);
      case 'version.withdrawn':
        for (const [key, stack] of this.stacks) this.stacks.set(key, stack.filter(({ version }) => version !== event.body.version));
        return this.#void(({ event: asked }) => asked.body.version === event.body.version);
      case 'request.opened':
        return void this.requests.push({ id: requestId(nodeRuntime, event.id), event, member: this.ownerOf(event.device) ?? '', policy: this.policy().position, open: true, answers: [] });
      case 'request.cancelled':
        return this.#void(({ id }) => id === event.body.request);
      case 'approval.granted':
      case 'approval.rejected':
        this.requestOf(event.body.request)?.answers.push({ member: this.ownerOf(event.device) ?? '', position: event.position, granted: event.type === 'approval.granted' });
        return event.type === 'approval.rejected' ? this.#void(({ id }) => id === event.body.request) : undefined;
      case 'stage.demoted':
        return this.#leave(event.body.version);
      case 'stage.promoted':
      case 'stage.overridden':
        return this.#enter(event.body, { version: event.body.version, overridden: event.type === 'stage.overridden', tag: event.body.tag ?? '' }, false);
      case 'stage.rolledBack':
        return this.#enter(event.body, { version: event.body.version, overridden: false, tag: this.entries.get(`${event.body.model}#${event.body.stage}`)?.findLast(({ version }) => version === event.body.version)?.tag ?? '' }, true);
      default:
        return undefined;
    }
  }

  /** It leaves by somebody's will: a rollback does not return to it. */
  #leave(version: string): void {
    const stage = this.held.get(version);
    const key = `${this.version(version)?.model}#${stage}`;
    this.stacks.set(key, (this.stacks.get(key) ?? []).filter((entry) => entry.version !== version));
    this.held.delete(version);
  }

  #enter({ model, stage }: { readonly model: string; readonly stage: string }, entry: NaiveEntry, back: boolean): void {
    const key = `${model}#${stage}`;
    const definition = this.policy().policy.stages.find(({ name }) => name === stage);
    this.#leave(entry.version);
    const stack = this.stacks.get(key) ?? [];
    const at = stack.findIndex(({ version }) => version === entry.version);
    this.stacks.set(key, [...(back ? stack.slice(0, at) : stack.filter((_, i) => i !== at)), entry]);
    this.entries.set(key, [...(this.entries.get(key) ?? []), entry]);
    this.#void((request) => request.event.body.model === model && request.event.body.stage === stage);
    if (definition?.holders === 'one') for (const version of this.holders(model, stage)) if (version !== entry.version) this.#giveWay(model, version, definition.replaced);
    this.held.set(entry.version, stage);
  }

  #giveWay(model: string, version: string, replaced: string): void {
    this.held.delete(version);
    if (replaced === '') return;
    this.held.set(version, replaced);
    const key = `${model}#${replaced}`;
    for (const map of [this.stacks, this.entries]) map.set(key, [...(map.get(key) ?? []).filter((entry) => map === this.entries || entry.version !== version), { version, overridden: false, tag: '' }]);
    this.#void((request) => request.event.body.version === version && request.event.body.stage === replaced);
  }

  #void(which: (request: NaiveRequest) => boolean): void {
    for (const request of this.requests) if (which(request)) request.open = false;
  }
}
