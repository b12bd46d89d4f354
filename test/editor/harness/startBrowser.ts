import { type Browser, chromium } from 'playwright-core';
import { browser as known } from '../../setup/browser.mjs';

const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** Starts the browser that the set-up found or unpacked. */
export async function startBrowser(): Promise<Browser> {
  const { program, env } = known();
  const own = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return await chromium.launch({ executablePath: program, headless: true, args: quiet, env: { ...Object.fromEntries(own), ...env } });
}
