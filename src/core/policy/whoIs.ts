import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * Who did something, for a sentence: the member's name, which signatures prove, and beside it the name that they claimed
 * where that is another: `Ben as Ana`. Of somebody who is no member now only the claim is known.
 */
export function whoIs(view: Pick<CatalogueView, 'member'>, member: string | undefined, claimed: string): string {
  const name = member === undefined ? undefined : view.member(member)?.name;
  return name === undefined || name === claimed ? claimed : `${name} as ${claimed}`;
}
