// One set-up at a time in a checkout: two `npm ci` in one folder delete each other's work.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cache } from './machine.mjs';

const file = join(cache, 'setup.lock');

/** Runs `work` while no other set-up of this checkout runs. A lock whose owner has died is taken over. */
export async function alone(work) {
  mkdirSync(cache, { recursive: true });
  for (let told = false; !takeLock(file); told = true) {
    if (!told) console.error('setup: waiting for another set-up of this checkout');
    await sleep(500);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Whether the lock `file` is this process's now. One whose owner has died is taken away, for the next try. */
export function takeLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerIsAlive(file)) rmSync(file, { force: true });
    return false;
  }
}

function ownerIsAlive(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM' || error.code === 'ENOENT';
  }
}
