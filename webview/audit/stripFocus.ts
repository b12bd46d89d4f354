/** The bar that an arrow key leads to: the next one of the row, or the nearest one of the next row that has bars. Gives it the tab stop. */
export function moveFocus(rows: HTMLElement, from: Element | null, key: string): HTMLElement | undefined {
  const tracks = [...rows.querySelectorAll<HTMLElement>('.track')].map((track) => [...track.children] as HTMLElement[]).filter((bars) => bars.length > 0);
  const row = tracks.findIndex((bars) => bars.includes(from as HTMLElement));
  const bars = tracks[row];
  if (bars === undefined) return undefined;
  const next = target(tracks, row, bars.indexOf(from as HTMLElement), key);
  if (next === undefined) return undefined;
  for (const bar of tracks.flat()) bar.tabIndex = bar === next ? 0 : -1;
  return next;
}

function target(tracks: readonly (readonly HTMLElement[])[], row: number, at: number, key: string): HTMLElement | undefined {
  const bars = tracks[row] ?? [];
  switch (key) {
    case 'ArrowLeft':
      return bars[Math.max(0, at - 1)];
    case 'ArrowRight':
      return bars[Math.min(bars.length - 1, at + 1)];
    case 'Home':
      return bars[0];
    case 'End':
      return bars.at(-1);
    case 'ArrowUp':
    case 'ArrowDown':
      return nearest(tracks[row + (key === 'ArrowUp' ? -1 : 1)] ?? [], bars[at]);
    default:
      return undefined;
  }
}

function nearest(bars: readonly HTMLElement[], to: HTMLElement | undefined): HTMLElement | undefined {
  const middle = (bar: HTMLElement): number => bar.offsetLeft + bar.offsetWidth / 2;
  const distance = (bar: HTMLElement): number => (to === undefined ? 0 : Math.abs(middle(bar) - middle(to)));
  return bars.toSorted((a, b) => distance(a) - distance(b))[0];
}
