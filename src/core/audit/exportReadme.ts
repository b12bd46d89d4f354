import type { SignedCheckpoint } from '../ledger/signedCheckpoint.ts';
import { escapeMarkdown } from '../text/escapeMarkdown.ts';

export interface ExportFacts {
  /** Of the registry. */
  readonly name: string;
  readonly checkpoint: SignedCheckpoint;
  readonly events: number;
  readonly slots: number;
  /** Key of the model whose part it is; absent for the whole ledger. */
  readonly model?: string;
}

/** What an auditor reads first. Markdown; names that people typed are escaped. */
export function exportReadme(facts: ExportFacts): string {
  const { name, checkpoint, events, slots, model } = facts;
  const what = model === undefined ? `the whole ledger: ${events} events in ${slots} segments` : `the part of the model ${escapeMarkdown(model)}: ${events} of ${checkpoint.size} events, each with the proof that it is in the ledger`;
  return `# Registry ${escapeMarkdown(name)}

This folder holds ${what}.

| | |
|---|---|
| registry | \`${checkpoint.registry}\` |
| events | ${checkpoint.size} |
| root | \`${checkpoint.root}\` |

Compare the registry's id with \`"registry"\` in the \`modelkeep.json\` of the project: it is the SHA-256 of the first segment, so no other
ledger can have it.

## To verify it

\`\`\`
python3 verify_ledger.py .
python3 verify_ledger.py . --signatures last
python3 verify_ledger.py . --checkpoint modelkeep.lock
\`\`\`

Python 3.8 or later, no package, no network. The program shares no code with Modelkeep; it is short, so that you can read it first. It
ends with 0 when everything is proved, with 1 when something is wrong, which it names, and with 2 when it could not begin.

A ledger alone cannot tell a past that was rewritten *by somebody who has the right keys*. A checkpoint that you kept can: a
\`modelkeep.lock\` from the project's Git history, from a mail, from an earlier audit. Give it with \`--checkpoint\`.

## What lies here

${model === undefined ? WHOLE : PART}
- \`checkpoint.txt\`: size and root of the ledger, signed by the device that committed its last events (a C2SP signed note).
- \`export.json\`: what this export is. It is held against what lies here.

Each event is one line of canonical JSON (RFC 8785): \`id\` (device and counter), \`t\` (its claimed time), \`type\`, \`body\`. Order is by
position; times are claims. A leaf of the Merkle tree is SHA-256(0x00 ‖ line), a node SHA-256(0x01 ‖ left ‖ right) (RFC 6962).
`;
}

const WHOLE = '- `log/`: the segments, byte for byte. Each names the SHA-256 of the one before, the Merkle root over all events so far, and is signed.';
const PART = `- \`genesis.seg\`: the first segment. Its SHA-256 is the registry's id.
- \`part.jsonl\`: a batch a line: its signed line, the leaf hashes of all its events, and the events of this model (and those about members,
  keys and policy) with their position and inclusion proof.

A part proves that these events are in the ledger. That there are no others of this model only the whole ledger can prove.`;
