import type { CatalogueView } from '../ports/catalogueView.ts';

/**
 * Who did something, for a sentence: the member's name, which signatures prove, and beside it the name that they claimed
 * where that is another: `Ben as Ana`. Who is no member now keeps the name that they had.
 */
export function whoIs(view: Pick<CatalogueView, 'nameOfMember'>, member: string | undefined, claimed: string): string {
  const name = member === undefined ? undefined : view.nameOfMember(member);
  return name === undefined || name === claimed ? claimed : `${name} as ${claimed}`;
}
