const INTERVAL_MS = 2000;

/**
 * Calls back once when the process that started this one is gone. The end of stdin says so earlier, unless another
 * process has inherited its other end.
 */
export function watchParent(onGone: () => void): { dispose(): void } {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && isAlive(parent)) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
  return { dispose: () => clearInterval(timer) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
