/** Why a log of W&B, or the rest of it, was not read: half a sentence. */
export class WandbLogProblem extends Error {}
