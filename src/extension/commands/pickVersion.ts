import * as vscode from 'vscode';
import type { OperationRunner } from '../../core/operations/operations.ts';
import type { ModelSummary, VersionSummary } from '../../core/operations/versionAnswers.ts';
import { formatAge } from '../../core/text/quantities.ts';
import { chosenMetric, metricLabel } from '../texts/chosenMetric.ts';
import { inertLabel } from '../texts/inertLabel.ts';
import { joinFacts } from '../texts/joinFacts.ts';
import { t } from '../texts/translate.ts';
import type { VersionTarget } from '../tree/treeNode.ts';
import { called } from '../tree/versionView.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';
import { versionTarget } from './versionTarget.ts';

const PAGE = 50;

/** The version that a command is about: the one it was chosen on, else model and version are asked for. */
export async function pickVersion(services: CommandServices, argument: unknown): Promise<VersionTarget | undefined> {
  const given = versionTarget(argument);
  if (given !== undefined) return given;
  const project = await pickProject(services);
  if (project === undefined) return undefined;
  const model = await pickModel(services, project.cwd);
  if (model === undefined) return undefined;
  const version = await pickOne(services, project.cwd, model);
  return version === undefined ? undefined : { cwd: project.cwd, ref: version.ref };
}

/** A model that has versions. */
export async function pickModel(services: { readonly client: OperationRunner }, cwd: string): Promise<string | undefined> {
  const withVersions = (await allModels(services.client, cwd)).filter((model) => model.newest !== undefined);
  if (withVersions.length === 0) {
    void vscode.window.showInformationMessage(t('No model has a version yet. Commit one first.'));
    return undefined;
  }
  const items = withVersions.map((model) => ({
    label: `$(package) ${inertLabel(model.name)}`,
    description: joinFacts(`v${model.newest?.number ?? 0}`, metricLabel(model.newest && chosenMetric(model.newest.metrics, model.metric))),
    name: model.name,
  }));
  return (await vscode.window.showQuickPick(items, { title: t('Models'), placeHolder: t('Which model?') }))?.name;
}

async function allModels(runner: OperationRunner, cwd: string): Promise<readonly ModelSummary[]> {
  const models: ModelSummary[] = [];
  for (let after: string | undefined; ; ) {
    const page = await runner.run('listModels', { cwd, limit: 500, ...(after === undefined ? {} : { after }) });
    models.push(...page.models);
    if (page.next === undefined) return models;
    after = page.next;
  }
}

/** A version of the model, newest first, page by page; each with the metric that is shown first of the model. */
export async function pickOne(services: CommandServices, cwd: string, model: string, question = t('Which version?')): Promise<VersionSummary | undefined> {
  const versions: VersionSummary[] = [];
  const { metric } = (await services.client.run('listModels', { cwd, model })).models[0] ?? {};
  for (let after: string | undefined; ; ) {
    const page = await services.client.run('logVersions', { cwd, model, limit: PAGE, ...(after === undefined ? {} : { after }) });
    versions.push(...page.versions);
    after = page.next;
    const older = { label: `$(chevron-down) ${t('Show older versions')}`, version: undefined, alwaysShow: true };
    const items = [...versions.map((version) => versionItem(version, metric)), ...(after === undefined ? [] : [older])];
    const chosen = await vscode.window.showQuickPick<(typeof items)[number]>(items, { title: inertLabel(model), placeHolder: question, matchOnDescription: true });
    if (chosen === undefined) return undefined;
    if (chosen.version !== undefined) return chosen.version;
  }
}

function versionItem(version: VersionSummary, metric: string | undefined): vscode.QuickPickItem & { readonly version: VersionSummary } {
  return {
    label: `$(tag) v${version.number}`,
    description: joinFacts(metricLabel(chosenMetric(version.metrics, metric)), inertLabel(version.branch), ...called(version), formatAge(version.createdAt, Date.now()), inertLabel(version.message, 80)),
    version,
  };
}
