// node test/editor/icon.ts: draws the extension's icon (media/icon.png) from its line drawing (media/models.svg).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../step.ts';
import { startBrowser } from './harness/startBrowser.ts';

const SIZE = 256;
const drawing = readFileSync(join(root, 'media/models.svg'), 'utf8')
  .replace('width="24" height="24"', 'x="32" y="32" width="192" height="192"')
  .replace('stroke="#000"', 'stroke="#fff"')
  .replace('fill="#000"', 'fill="#6ee7b7"');
const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 256 256">
  <defs><linearGradient id="tile" x2="0" y2="1"><stop stop-color="#2b4a78"/><stop offset="1" stop-color="#14253f"/></linearGradient></defs>
  <rect width="256" height="256" rx="56" fill="url(#tile)"/>${drawing}</svg>`;

const browser = await startBrowser();
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(`<body style="margin:0">${tile}</body>`);
  await page.screenshot({ path: join(root, 'media/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
