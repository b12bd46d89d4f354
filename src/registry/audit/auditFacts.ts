import type { AuditFacts } from '../../core/audit/described.ts';
import { shortDigest } from '../../core/model/digest.ts';
import { formatReference } from '../../core/model/reference.ts';
import { DEFAULT_POLICY, type Policy } from '../../core/policy/policy.ts';
import type { AuditReader } from '../../core/ports/auditReader.ts';
import type { CatalogueView } from '../../core/ports/catalogueView.ts';
import { remembering } from '../../core/remembering.ts';

/** What descriptions of a page's events look up, each answered once. */
export function auditFacts(view: CatalogueView, reader: AuditReader): (position: number) => AuditFacts {
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
  });
}
