import * as v from 'valibot';
import { changed, dryRun } from './changed.ts';
import { absolutePath as cwd, count, named, names, rows, text, written } from './values.ts';

const admission = v.picklist(['open', 'closed']);
const roles = rows(text);
const notices = rows(text);
const reason = v.exactOptional(written);
const ofMember = { cwd, dryRun, member: named };
const changedMember = { ...changed, notices, member: text };

const key = v.looseObject({ device: text, key: text, since: text, revoked: v.exactOptional(text), you: v.boolean() });
const member = v.looseObject({ id: text, name: text, roles, keys: rows(key), you: v.boolean() });
const ownKey = {
  key: text,
  device: text,
  state: v.picklist(['member', 'stranger', 'revoked']),
  member: v.exactOptional(v.looseObject({ id: text, name: text, roles })),
};

/** Schemas of the operations on people and keys. */
export const memberSchemas = {
  listMembers: { params: v.strictObject({ cwd }), result: v.looseObject({ admission, members: rows(member), roles, administratorKeys: count, notices }) },
  addMember: { params: v.strictObject({ cwd, dryRun, name: named, keys: names, roles: names }), result: v.looseObject({ ...changedMember, roles }) },
  removeMember: { params: v.strictObject({ ...ofMember, reason }), result: v.looseObject(changedMember) },
  changeRoles: { params: v.strictObject({ ...ofMember, roles: names }), result: v.looseObject({ ...changedMember, roles, was: roles }) },
  addKey: { params: v.strictObject({ ...ofMember, key: named }), result: v.looseObject({ ...changedMember, device: text }) },
  revokeKey: { params: v.strictObject({ cwd, dryRun, key: named, reason }), result: v.looseObject({ ...changedMember, device: text }) },
  setAdmission: { params: v.strictObject({ cwd, dryRun, admission }), result: v.looseObject({ ...changed, notices, admission }) },
  showKey: { params: v.strictObject({ cwd }), result: v.looseObject({ ...ownKey, notices }) },
  newKey: { params: v.strictObject({ cwd }), result: v.looseObject({ ...ownKey, was: text }) },
  backUpKey: { params: v.strictObject({ cwd, file: named }), result: v.looseObject({ file: text, device: text }) },
  restoreKey: { params: v.strictObject({ cwd, file: named, replace: v.exactOptional(v.boolean()) }), result: v.looseObject({ ...ownKey, was: v.exactOptional(text) }) },
};
