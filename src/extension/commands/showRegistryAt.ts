import { inertLabel } from '../texts/inertLabel.ts';
import { momentMarkdown, type ModelThen } from '../texts/momentMarkdown.ts';
import { heldAt } from '../texts/stageHistory.ts';
import { t } from '../texts/translate.ts';
import { askText } from './askText.ts';
import type { CommandServices } from './commandServices.ts';
import { pickProject } from './pickProject.ts';

/** Models that the document lists. */
const MOST_MODELS = 500;

/** *Show Registry at a Time…*: models and who held which stage as they stood then. */
export async function showRegistryAt(services: CommandServices): Promise<void> {
  const { client, documents } = services;
  const project = await pickProject(services);
  if (project === undefined) return;
  const { cwd } = project;
  const at = await askText({
    title: t('Show the registry as it stood'),
    prompt: t('A time such as 2026-05-01 or 2026-05-01T12:00Z (UTC), or the number of an event'),
    value: new Date().toISOString().slice(0, 10),
    needed: t('A time or a number is needed.'),
    tryOut: async (typed) => client.run('listModels', { cwd, at: typed, limit: 1 }),
  });
  if (at === undefined) return;
  const { models, asOf } = await client.run('listModels', { cwd, at, limit: MOST_MODELS });
  if (asOf === undefined) return;
  const then = await Promise.all(models.map(async (model): Promise<ModelThen> => ({ model, held: await heldThen(services, cwd, model.name, asOf.position) })));
  await documents.showPreview(t('Registry at {0}', inertLabel(at.replaceAll(/[^0-9A-Za-z.+-]/g, '-'), 40)), momentMarkdown(asOf, then));
}

async function heldThen({ client }: CommandServices, cwd: string, model: string, position: number): Promise<ModelThen['held']> {
  const { history = [] } = await client.run('listStages', { cwd, model, history: true });
  return heldAt(history, position);
}
