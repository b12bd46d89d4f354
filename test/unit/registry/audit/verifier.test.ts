import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeRuntime } from '../../../../src/adapters/keys/nodeRuntime.ts';
import type { FoldedSegment } from '../../../../src/core/fold/foldSegment.ts';
import { decodeSegment, type DecodedSegment } from '../../../../src/core/ledger/decodeSegment.ts';
import { formatSignedCheckpoint } from '../../../../src/core/ledger/signedCheckpoint.ts';
import type { EventDraft } from '../../../../src/core/model/event.ts';
import type { Signer } from '../../../../src/core/ports/signer.ts';
import { toBase64 } from '../../../../src/core/text/encodings.ts';
import { createOperations, type OperationsHost } from '../../../../src/registry/createOperations.ts';
import { admission, LedgerWriter, newSigner } from '../../../fakes/ledgerWriter.ts';
import { temporaryFolder } from '../../../fakes/temporaryProject.ts';
import { auditedProject, type AuditedProject } from './auditedProject.ts';

const python = ['python3', 'python'].find((program) => spawnSync(program, ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0);
if (python === undefined) console.log('The independent verifier was left out: there is no Python 3.8 here.');

let project: AuditedProject;
let whole: string;
let part: string;

beforeAll(async () => {
  if (python === undefined) return;
  project = await auditedProject();
  whole = join(project.base, 'whole');
  part = join(project.base, 'part');
  const host: OperationsHost = createOperations(project.options);
  await host.run('exportAudit', { cwd: project.folder, output: whole });
  await host.run('exportAudit', { cwd: project.folder, output: part, model: 'fraud' });
  await host.dispose();
  return () => project.remove();
});

/** Runs the verifier that lies in the export. */
function verify(folder: string, ...args: readonly string[]): { readonly code: number | null; readonly out: string } {
  const { status, stdout, stderr } = spawnSync(python ?? '', [join(folder, 'verify_ledger.py'), folder, ...args], { encoding: 'utf8' });
  return { code: status, out: stdout + stderr };
}

/** A copy of an export, spoiled. */
function spoiled(of: string, spoil: (folder: string) => void): string {
  const folder = join(temporaryFolder(), 'export');
  cpSync(of, folder, { recursive: true });
  spoil(folder);
  return folder;
}

const slot = (folder: string, at: number): string => join(folder, 'log', '000000000000', `${String(at).padStart(4, '0')}.seg`);

/** Rewrites the lines of a slot. */
function rewrite(file: string, change: (lines: string[]) => readonly string[]): void {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  rmSync(file);
  writeFileSync(file, `${change(lines).join('\n')}\n`);
}

describe.runIf(python !== undefined)('the independent verifier', () => {
  it('proves a good export, with all signatures and with the last', () => {
    const all = verify(whole);
    expect([all.code, all.out]).toEqual([0, expect.stringMatching(/proved: \d+ events in \d+ slots are exactly what was written[^]*every batch and every segment is signed[^]*registry r_/)]);
    expect(all.out).toContain(project.registry);
    expect(verify(whole, '--signatures', 'last')).toMatchObject({ code: 0, out: expect.stringContaining('other signatures were not looked at') });
    expect(verify(whole, '--checkpoint', project.checkpoint, '--registry', project.registry)).toMatchObject({ code: 0, out: expect.stringContaining('agrees with') });
  });

  it('proves that the events of a model\u2019s part are in the ledger', () => {
    expect(verify(part)).toMatchObject({ code: 0, out: expect.stringMatching(/are in the ledger at their positions[^]*not proved: that the ledger holds no other events/) });
    expect(readFileSync(join(part, 'part.jsonl'), 'utf8')).not.toContain('"model\\":\\"churn');
  });

  it('takes a part for nothing but what was written, be it the case of a digit', () => {
    const change = (name: string, spoil: (text: string) => string): string =>
      spoiled(part, (at) => {
        const text = readFileSync(join(at, name), 'utf8');
        rmSync(join(at, name));
        writeFileSync(join(at, name), spoil(text));
      });
    const wrong = (folder: string, out: RegExp): void => expect(verify(folder)).toMatchObject({ code: 1, out: expect.stringMatching(out) });
    wrong(change('part.jsonl', (text) => text.replace(/"leaves":\["[0-9a-f]*/, (leaf) => `"leaves":["${leaf.slice(11).toUpperCase()}`)), /^wrong: part\.jsonl, line 1, is not as it was written/);
    wrong(change('part.jsonl', (text) => text.trimEnd()), /^wrong: part\.jsonl, line \d+, is not as it was written/);
    wrong(change('part.jsonl', (text) => text.replaceAll('\n', '\r\n')), /^wrong: part\.jsonl, line 1, is not as it was written/);
    wrong(change('part.jsonl', () => '['.repeat(200_000)), /^wrong: part\.jsonl, line 1, cannot be read/);
    wrong(change('export.json', () => '['.repeat(60_000)), /^wrong: it holds something of a wrong form \(RecursionError/);
    wrong(change('export.json', (text) => text.replace('"model": "fraud"', '"model": "churn"')), /^wrong: export\.json tells of another export/);
  });

  it('neither proves anything nor breaks off with a stack when nobody reads on', async () => {
    const child = spawn(python ?? '', [join(whole, 'verify_ledger.py'), whole], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (part) => (said += String(part)));
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([2, '']);
  });

  it('names a flipped byte', () => {
    const folder = spoiled(whole, (at) => {
      const bytes = readFileSync(slot(at, 1));
      const place = bytes.indexOf('"author":"') + 10;
      bytes[place] = (bytes[place] ?? 0) ^ 1;
      rmSync(slot(at, 1));
      writeFileSync(slot(at, 1), bytes);
    });
    for (const mode of ['all', 'last']) expect(verify(folder, '--signatures', mode)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: slot 1: its events 1 to \d+ do not give its Merkle root/) });
  });

  it('names a removed event', () => {
    const folder = spoiled(whole, (at) =>
      rewrite(slot(at, 1), (lines) => {
        const [head = '', batch = '', , ...rest] = lines;
        return [less(head), less(batch), ...rest];
      }),
    );
    expect(verify(folder)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: slot 1: its events .* removed/) });
    const gone = spoiled(whole, (at) => rmSync(slot(at, 2)));
    expect(verify(gone)).toMatchObject({ code: 1, out: expect.stringContaining('slot 2 is missing') });
  });

  it('names swapped events', () => {
    const folder = spoiled(whole, (at) => rewrite(slot(at, 1), ([head = '', batch = '', first = '', second = '', ...rest]) => [head, batch, second, first, ...rest]));
    expect(verify(folder)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: slot 1: its events .* moved/) });
  });

  it('names a tail that was cut off, by the checkpoint of the export and by one that was kept', () => {
    const folder = spoiled(whole, (at) => rmSync(slot(at, readdirSync(join(at, 'log', '000000000000')).length - 1)));
    expect(verify(folder)).toMatchObject({ code: 1, out: expect.stringContaining('the end of the ledger is cut off') });
    const silent = spoiled(folder, (at) => cpSync(project.earlier, join(at, 'checkpoint.txt')));
    expect(verify(silent)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: export\.json says that there are \d+ events, here are \d+: some were removed/) });
    rmSync(join(silent, 'export.json'));
    expect(verify(silent).code, 'nobody can see it without a checkpoint').toBe(0);
    expect(verify(silent, '--checkpoint', project.checkpoint)).toMatchObject({ code: 1, out: expect.stringContaining('the end of the ledger is cut off') });
  });

  it('names a forged signature', () => {
    const last = (at: string): string => slot(at, readdirSync(join(at, 'log', '000000000000')).length - 1);
    const forged = spoiled(whole, (at) => rewrite(last(at), (lines) => lines.map((line) => line.replace(/("sig":")(.)/, (_, name: string, first: string) => name + (first === 'A' ? 'B' : 'A')))));
    for (const mode of ['all', 'last']) expect(verify(forged, '--signatures', mode)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: the signature of slot \d+, the batch of d_/) });
    const note = spoiled(whole, (at) => rewrite(last(at), (lines) => lines.map((line) => line.replace(/(\u2014 \S+ [A-Za-z0-9+/]{20})(.)/, (_, before: string, next: string) => before + (next === 'A' ? 'B' : 'A')))));
    for (const mode of ['all', 'last']) expect(verify(note, '--signatures', mode)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: the signature of slot \d+ is wrong/) });
  });

  it('names a past that was rewritten with the right keys, by a checkpoint that was kept', () => {
    expect(verify(project.rewritten).code, 'the rewritten ledger is sound by itself').toBe(0);
    expect(verify(project.rewritten, '--checkpoint', project.checkpoint)).toMatchObject({ code: 1, out: expect.stringContaining('the past was rewritten') });
  });

  it('names what export.json tells wrongly, and what was removed from a part', () => {
    for (const of of [whole, part]) {
      const told = spoiled(of, (at) => {
        const text = readFileSync(join(at, 'export.json'), 'utf8');
        rmSync(join(at, 'export.json'));
        writeFileSync(join(at, 'export.json'), text.replace(/("name": "..)/, '$1x'));
      });
      expect(verify(told)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: export\.json tells of another export/) });
    }
    const less = spoiled(part, (at) => rewrite(join(at, 'part.jsonl'), (lines) => lines.slice(0, -1)));
    expect(verify(less)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: export\.json says that there are \d+ events, here are \d+: some were removed/) });
  });

  it('names what is wrong in a part', () => {
    const changed = spoiled(part, (at) => rewrite(join(at, 'part.jsonl'), (lines) => lines.map((line) => line.replace('First', 'Worst'))));
    expect(verify(changed)).toMatchObject({ code: 1, out: expect.stringMatching(/^wrong: part\.jsonl, line \d+, event \d+ is not one of its batch/) });
    const moved = spoiled(part, (at) => rewrite(join(at, 'part.jsonl'), (lines) => lines.map((line, i) => (i === 1 ? line.replace(/"position":(\d+)/, (_, n: string) => `"position":${Number(n) + 1}`) : line))));
    expect(verify(moved).code).toBe(1);
    const unproved = spoiled(part, (at) => rewrite(join(at, 'part.jsonl'), (lines) => lines.map((line) => line.replace(/("proof":\[")(.)/, (_, before: string, next: string) => before + (next === '0' ? '1' : '0')))));
    expect(verify(unproved)).toMatchObject({ code: 1, out: expect.stringContaining('its proof does not give the root') });
  });

  it('knows whose keys are in force: admitted, added, joined, revoked, removed', () => {
    const ledger = new LedgerWriter();
    const { creator } = ledger;
    const [ben, tablet, cai, eve, dan] = [newSigner(), newSigner(), newSigner(), newSigner(), newSigner()];
    const say = (signer: Signer, ...events: readonly EventDraft[]): FoldedSegment => ledger.put(ledger.encode(events, signer));
    const model = (name: string): EventDraft => ({ type: 'model.created', body: { author: 'Ana', model: name } });
    const keyOf = (signer: Signer): string => toBase64(signer.publicKey);
    say(ben, admission(ben, 'Ben'), model('one'));
    say(tablet, admission(tablet, 'Ben'), model('two'));
    say(creator, { type: 'key.added', body: { author: 'Ana', key: keyOf(tablet), member: ben.device } });
    say(tablet, model('three'), { type: 'key.revoked', body: { author: 'Ben', device: ben.device, reason: 'Lost' } });
    say(creator, { type: 'registry.admissionChanged', body: { admission: 'closed', author: 'Ana', was: 'open' } }, { type: 'member.added', body: { author: 'Ana', keys: [keyOf(cai)], name: 'Cai', roles: ['admin'] } });
    say(cai, { type: 'member.added', body: { author: 'Cai', keys: [keyOf(dan)], name: 'Dan', roles: ['reader'] } }, { type: 'member.changed', body: { author: 'Cai', member: creator.device, roles: ['contributor'], was: ['admin'] } });
    say(cai, { type: 'member.removed', body: { author: 'Cai', member: dan.device, reason: '' } });
    say(creator, model('four'));
    const good = exported(ledger);
    expect(verify(good)).toMatchObject({ code: 0, out: expect.stringMatching(/\(18 signatures\)/) });
    for (const [signer, events] of [[ben, [model('five')]], [dan, [model('five')]], [eve, [admission(eve, 'Eve')]]] as const) {
      const next = exported(ledger, ledger.encode(events, signer));
      expect(verify(next)).toMatchObject({ code: 1, out: expect.stringContaining(`the batch of ${signer.device}, is by nobody whose key was in force`) });
    }
  });

  it('ends with 2 where there is no export', () => {
    const { status, stderr } = spawnSync(python ?? '', [join(whole, 'verify_ledger.py'), temporaryFolder()], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('is no export')]);
  });
});

/** A ledger in memory as an export, with more segments after its own. */
function exported(ledger: LedgerWriter, ...more: readonly Uint8Array[]): string {
  const folder = join(temporaryFolder(), 'export');
  mkdirSync(join(folder, 'log', '000000000000'), { recursive: true });
  [...ledger.segments, ...more].forEach((bytes, at) => writeFileSync(slot(folder, at), bytes));
  const { header, note } = decodeSegment(nodeRuntime, ledger.segments.at(-1) ?? new Uint8Array(0)) as DecodedSegment;
  writeFileSync(join(folder, 'checkpoint.txt'), formatSignedCheckpoint({ registry: ledger.registry, size: header.n0 + header.n, root: header.root, note }));
  cpSync(join(whole, 'verify_ledger.py'), join(folder, 'verify_ledger.py'));
  return folder;
}

/** The line with one event less in its count. */
function less(line: string): string {
  return line.replace(/"n":(\d+)/, (_, n: string) => `"n":${Number(n) - 1}`);
}
