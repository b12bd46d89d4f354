import type { Lineage } from '../../../core/model/lineage.ts';
import { groupDigits } from '../../../core/text/quantities.ts';
import { COMMANDS } from '../../commandIds.ts';
import { packagesText } from '../../texts/counts.ts';
import { inertLabel } from '../../texts/inertLabel.ts';
import { joinFacts } from '../../texts/joinFacts.ts';
import { shortId } from '../../texts/shortId.ts';
import { t } from '../../texts/translate.ts';
import type { VersionTarget } from '../treeNode.ts';
import { factView, MOST_ROWS, type FactView } from './factView.ts';
import { valueRow } from './valueFacts.ts';

/** `Env   Python 3.11 · 62 packages from uv.lock`; a click opens the list of packages. */
export function environmentFact(lineage: Lineage, target: VersionTarget): readonly FactView[] {
  const environment = lineage.environment;
  if (environment === undefined) return [];
  const packages = environment.packages === 0 ? '' : packagesText(environment.packages);
  const source = environment.source === undefined || packages === '' ? packages : t('{0} from {1}', packages, inertLabel(environment.source, 60));
  const list = { id: COMMANDS.openObject, title: t('Open Packages'), args: [{ ...target, object: 'environment' }] };
  return [
    factView({
      key: 'environment',
      kind: 'object',
      label: t('Env'),
      text: joinFacts(environment.python === undefined ? '' : `Python ${inertLabel(environment.python, 20)}`, source) || inertLabel(environment.os),
      icon: 'server-environment',
      tooltip: joinFacts(inertLabel(environment.os), inertLabel(environment.cpu ?? '')),
      ...(environment.list === undefined ? {} : { command: list }),
    }),
  ];
}

/** The command that `modelkeep run` watched. */
export function commandFact(lineage: Lineage): readonly FactView[] {
  if (lineage.command === undefined) return [];
  const line = lineage.command.argv.join(' ');
  return [factView({ key: 'command', kind: 'value', label: t('Command'), text: inertLabel(line), icon: 'terminal', subject: { kind: 'value', text: line } })];
}

/** What it was made from: versions before it (`known`: their references by id), and models from elsewhere. */
export function parentFacts(parents: readonly string[], known: ReadonlyMap<string, string>, lineage: Lineage): readonly FactView[] {
  const versions = parents.map((parent, index) => {
    const ref = known.get(parent);
    return { key: `parent-${index}`, text: joinFacts(inertLabel(ref ?? ''), shortId(inertLabel(parent), 8)), copy: ref ?? parent };
  });
  const bases = lineage.bases.map((base, index) => ({ key: `base-${index}`, text: joinFacts(inertLabel(base.reference), inertLabel(base.source)), copy: base.reference }));
  return [...versions, ...bases].map(({ key, text, copy }) =>
    factView({ key, kind: 'value', label: t('Made from'), text, icon: 'type-hierarchy-super', subject: { kind: 'value', text: copy } }),
  );
}

/** The run of another system that it belongs to. */
export function experimentFact(lineage: Lineage): readonly FactView[] {
  const experiment = lineage.experiment;
  if (experiment === undefined) return [];
  const system = { mlflow: 'MLflow', wandb: 'W&B', dvc: 'DVC', given: '' }[experiment.system];
  const text = `${system} ${inertLabel(experiment.id)}`.trim();
  return [factView({ key: 'experiment', kind: 'value', label: t('Run'), text, icon: 'beaker', subject: { kind: 'value', text: experiment.id } })];
}

/** What the model's header says: `llama · safetensors · 124,439,808 parameters · F32`, each fact below it. */
export function modelFacts(lineage: Lineage): readonly FactView[] {
  if (lineage.facts.length === 0) return [];
  const value = (name: string): string => inertLabel(lineage.facts.find((fact) => fact.name === name)?.value ?? '', 40);
  const parameters = value('parameters');
  const counted = /^\d+$/.test(parameters) ? t('{0} parameters', groupDigits(Number(parameters))) : '';
  const first = lineage.facts[0];
  const text = joinFacts(value('architecture'), value('format'), counted, value('dtypes'));
  return [
    factView({
      key: 'facts',
      kind: 'value',
      label: t('Model'),
      text: text === '' && first !== undefined ? `${inertLabel(first.name, 40)} ${inertLabel(first.value, 40)}` : text,
      icon: 'info',
      children: lineage.facts.slice(0, MOST_ROWS).map((fact) => valueRow(fact.name, inertLabel(fact.value), `${fact.name}=${fact.value}`)),
    }),
  ];
}

/** What speaks against a fact, and what could not be captured: the honest part. */
export function openQuestions(lineage: Lineage): readonly FactView[] {
  const doubts = lineage.doubts.map((doubt, index) =>
    factView({
      key: `doubt-${index}`,
      kind: 'doubt',
      label: t('Doubt'),
      text: inertLabel(doubt.message, 300),
      icon: 'warning',
      iconColor: 'list.warningForeground',
      tooltip: inertLabel(doubt.message, 2000),
      subject: { kind: 'value', text: `${doubt.code}: ${doubt.message}` },
    }),
  );
  const missing = lineage.missing.map((gap, index) =>
    factView({
      key: `missing-${index}`,
      kind: 'missing',
      label: t('Missing'),
      text: inertLabel(gap.message, 300),
      icon: 'circle-large-outline',
      tooltip: inertLabel(gap.message, 2000),
      subject: { kind: 'value', text: `${gap.code}: ${gap.message}` },
    }),
  );
  return [...doubts, ...missing];
}
