import type { MemberRow } from '../../model/rows.ts';
import { administrators } from '../../policy/administrators.ts';
import type { MemberSummary, Members } from '../memberOperations.ts';
import type { Ask, QuestionContext } from '../question.ts';
import { knownRoles } from './requireRoles.ts';

/** Everybody who is a member, with their keys. */
export const askMembers: Ask<undefined, Members> = (context) => {
  const { view } = context;
  return {
    admission: view.registry()?.admission ?? 'open',
    members: view.members().map((member) => summaryOf(context, member)),
    roles: knownRoles(view),
    administratorKeys: administrators(view).reduce((sum, { id }) => sum + view.devicesOf(id).length, 0),
  };
};

function summaryOf({ view, reader, actor }: QuestionContext, { id, name, roles }: MemberRow): MemberSummary {
  const timeOf = (position: number): string => reader.event(position)?.time ?? '';
  const keys = view.keysOf(id).map(({ device, publicKey, fromPosition, toPosition }) => ({
    device,
    key: publicKey,
    since: timeOf(fromPosition),
    ...(toPosition === null ? {} : { revoked: timeOf(toPosition) }),
    you: device === actor.device,
  }));
  return { id, name, roles, keys, you: id === actor.id };
}
