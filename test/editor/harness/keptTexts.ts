import type { Page } from 'playwright-core';

/** Everything that a window has written down to have it after a reload, as one text of JSON; JSON in JSON is there as if it were not. */
export async function keptTexts(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const answer = async <T>(request: IDBRequest<T>): Promise<T> =>
      await new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('it cannot be read')));
      });
    const texts: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames) texts.push(JSON.stringify(await answer(database.transaction(store).objectStore(store).getAll())));
      database.close();
    }
    return texts.join('\n').replaceAll('\\', '');
  });
}
