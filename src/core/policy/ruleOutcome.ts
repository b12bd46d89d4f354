/** What became of one demand: what it is, whether it is met, and the fact that it looked at, for people. */
export interface RuleOutcome {
  readonly kind: 'state' | 'from' | 'role' | 'approvals' | 'gate';
  /** The demand: `f1 at least 0.93`, `2 approvals by reviewer`. */
  readonly rule: string;
  readonly met: boolean;
  /** What was found, and whose it is: `0.91, committed by Ana with v12`. */
  readonly fact: string;
  /** One sentence, whole: `f1 is 0.91, the policy asks for at least 0.93.` */
  readonly message: string;
  /** A reader cannot check it again; the one who promotes vouches for it. */
  readonly attested: boolean;
  /** The member of the policy that demands it: `rules[0].gates[1]`. Absent for what holds without a rule. */
  readonly at?: string;
  /** Its line in modelkeep.json, while the file’s policy is the one in force. The sentence of an unmet demand says it, too. */
  readonly line?: number;
}
