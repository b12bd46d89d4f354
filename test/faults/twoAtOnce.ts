/** Runs jobs two at a time, as many as the smallest machine has cores; answers in the order of the jobs. */
export async function twoAtOnce<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < jobs.length; at = next++) answers[at] = await (jobs[at] as () => Promise<T>)();
  };
  await Promise.all([lane(), lane()]);
  return answers;
}
