import type { Decide } from './decision.ts';
import { decideAdoptBranch } from './branches/adoptBranch.ts';
import { decideCloseBranch } from './branches/closeBranch.ts';
import { decideCreateBranch } from './branches/createBranch.ts';
import { decideAddKey } from './members/addKey.ts';
import { decideAddMember } from './members/addMember.ts';
import { decideChangeRoles } from './members/changeRoles.ts';
import { decideRemoveMember } from './members/removeMember.ts';
import { decideRevokeKey } from './members/revokeKey.ts';
import { decideSetAdmission } from './members/setAdmission.ts';
import { decideDeprecateVersion } from './naming/deprecateVersion.ts';
import { decideDescribeVersion } from './naming/describeVersion.ts';
import { decideArchiveModel, decideDescribeModel, decideRenameModel, decideSetModelOwner } from './naming/modelFacts.ts';
import { decideRecordDeployment } from './naming/recordDeployment.ts';
import { decideRemoveLabels } from './naming/removeLabels.ts';
import { decideRetireTag } from './naming/retireTag.ts';
import { decideRemoveAlias, decideSetAlias } from './naming/setAlias.ts';
import { decideSetLabels } from './naming/setLabels.ts';
import { decideWithdrawVersion } from './naming/withdrawVersion.ts';
import { decideSetTag } from './setTag.ts';
import { decideApplyPolicy } from './policy/applyPolicy.ts';
import { decideAnswerRequest, decideCancelRequest, decideOpenRequest } from './stages/decideRequests.ts';
import { decideRollback } from './stages/decideRollback.ts';
import { decideDemoteVersion } from './stages/demoteVersion.ts';
import { decidePromoteVersion } from './stages/promoteVersion.ts';

/** Every decision that an operation may ask the ledger for, by the name of the operation. */
export const DECISIONS = {
  setTag: decideSetTag,
  retireTag: decideRetireTag,
  setLabels: decideSetLabels,
  removeLabels: decideRemoveLabels,
  describeVersion: decideDescribeVersion,
  deprecateVersion: decideDeprecateVersion,
  withdrawVersion: decideWithdrawVersion,
  recordDeployment: decideRecordDeployment,
  setAlias: decideSetAlias,
  removeAlias: decideRemoveAlias,
  describeModel: decideDescribeModel,
  setModelOwner: decideSetModelOwner,
  renameModel: decideRenameModel,
  archiveModel: decideArchiveModel,
  createBranch: decideCreateBranch,
  adoptBranch: decideAdoptBranch,
  closeBranch: decideCloseBranch,
  promoteVersion: decidePromoteVersion,
  demoteVersion: decideDemoteVersion,
  openRequest: decideOpenRequest,
  cancelRequest: decideCancelRequest,
  answerRequest: decideAnswerRequest,
  rollbackStage: decideRollback,
  addMember: decideAddMember,
  removeMember: decideRemoveMember,
  changeRoles: decideChangeRoles,
  addKey: decideAddKey,
  revokeKey: decideRevokeKey,
  setAdmission: decideSetAdmission,
  applyPolicy: decideApplyPolicy,
} satisfies Readonly<Record<string, Decide<never>>>;

export type DecisionName = keyof typeof DECISIONS;
export type DecisionCommand<N extends DecisionName> = Parameters<(typeof DECISIONS)[N]>[1];
