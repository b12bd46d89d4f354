import type { AuditFacts } from '../../core/audit/described.ts';
import { shortDigest } from '../../core/model/digest.ts';
import { formatReference } from '../../core/model/reference.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/policy/policy.ts';
import { rulesOverridden } from '../../core/policy/rulesOverridden.ts';
import type { CatalogueReader } from '../../core/ports/catalogueReader.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import { remembering } from '../../core/remembering.ts';

/** What an audit looks things up in. */
export interface AuditSources {
  readonly view: CatalogueView;
  readonly reader: CatalogueReader;
  /** The view as it stood after the event at a position. */
  viewAt(position: number): CatalogueView;
}

/** What descriptions of a page's events look up, each answered once. */
export function auditFacts({ view, reader, viewAt }: AuditSources): (position: number) => AuditFacts {
  const names = remembering((model: string) => view.nameOf(model));
  const refs = remembering((version: string) => {
    const key = view.versionKey(version);
    return key === undefined ? shortDigest(version) : formatReference(names(key.model), key.number);
  });
  const members = remembering((member: string) => reader.memberName(member) ?? member);
  return (position) => ({
    refOf: refs,
    nameOf: names,
    memberName: members,
    ownerOf: (device) => view.memberOf(device),
    rolesBefore: (member) => view.rolesAt(member, position - 1),
    request: (id) => view.request(id),
    recordOf: (version) => view.version(version)?.record,
    policyBefore: () => {
      const text = reader.policyBefore(position);
      return text === undefined ? DEFAULT_POLICY : (JSON.parse(text) as Policy);
    },
    overridden: (body) => {
      const event = reader.event(position);
      return event === undefined || event.rejected !== null ? [] : rulesOverridden(viewAt(position - 1), body, event.member ?? '');
    },
  });
}
