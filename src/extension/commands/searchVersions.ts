import * as vscode from 'vscode';
import { foundText, problemText } from '../texts/searchTexts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { revealReference } from './revealReference.ts';

/** Versions that are shown at once; a query that finds more is made narrower. */
const MOST_FOUND = 100;
/** A query is asked when the person has stopped typing for so long. */
const PAUSE_MS = 200;
/** What a query may look like; a choice puts it into the box. */
const EXAMPLES = ["stage = 'Production'", 'metrics.f1 > 0.9 order by metrics.f1 desc', "label.team = 'risk' and not deprecated", "time >= '2026-05-01' and branch != 'main'"];

interface Row extends vscode.QuickPickItem {
  readonly ref?: string;
  readonly query?: string;
}

let last = '';

/** *Search Versions…*: a query, what it finds as it is typed, and what is wrong with it at which place. A choice shows the version. */
export async function searchVersions(services: CommandServices): Promise<void> {
  const project = await pickProject(services);
  if (project === undefined) return;
  const target = await pickFound(services, project.cwd);
  if (target !== undefined) await revealReference(services, target);
}

async function pickFound(services: CommandServices, cwd: string): Promise<VersionTarget | undefined> {
  const pick = vscode.window.createQuickPick<Row>();
  const { promise, resolve } = Promise.withResolvers<VersionTarget | undefined>();
  pick.title = t('Search Versions');
  pick.placeholder = t("metrics.f1 > 0.9 and label.team = 'risk' order by metrics.f1 desc");
  pick.value = last;
  let pause: NodeJS.Timeout | undefined;
  const search = async (): Promise<void> => {
    const query = pick.value.trim();
    last = query;
    pick.busy = true;
    const rows = await rowsOf(services, cwd, query);
    if (pick.value.trim() !== query) return; // a later one is on its way
    pick.items = rows;
    pick.busy = false;
  };
  pick.onDidChangeValue(() => {
    clearTimeout(pause);
    pause = setTimeout(() => void search(), PAUSE_MS);
  });
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    if (chosen?.ref !== undefined) resolve({ cwd, ref: chosen.ref });
    if (chosen?.query === undefined) return;
    pick.value = chosen.query;
    void search();
  });
  pick.onDidTriggerItemButton(({ item }) => void (item.ref === undefined ? undefined : services.documents.showMarkdown({ kind: 'card', cwd, ref: item.ref })));
  pick.onDidHide(() => resolve(undefined));
  pick.show();
  void search();
  return promise.finally(() => {
    clearTimeout(pause);
    pick.dispose();
  });
}

/** Every row is shown whatever is typed: the registry has chosen them, not the letters in the box. */
async function rowsOf({ client }: CommandServices, cwd: string, query: string): Promise<readonly Row[]> {
  if (query === '') return EXAMPLES.map((example) => ({ label: `$(search) ${example}`, query: example, alwaysShow: true }));
  try {
    const { versions, next } = await client.run('searchVersions', { cwd, query, limit: MOST_FOUND });
    const now = Date.now();
    const buttons = [{ iconPath: new vscode.ThemeIcon('book'), tooltip: t('Show Model Card') }];
    const found = versions.map((version): Row => ({ ...foundText(version, query, now), ref: version.ref, buttons, alwaysShow: true }));
    if (found.length === 0) return [{ label: t('No version is like that.'), alwaysShow: true }];
    return next === undefined ? found : [...found, { label: t('There are more: say more of what you look for.'), alwaysShow: true }];
  } catch (error) {
    return [{ ...problemText(error, query), alwaysShow: true }];
  }
}
