import { joinSpoken } from '../modelView.ts';
import { contextValue, type NodeKind } from '../contextValue.ts';
import type { NodeSubject, NodeView } from '../treeNode.ts';

/** A fact of a version as a node, with the nodes below it. */
export interface FactView {
  /** Distinguishes it among its brothers, stable. */
  readonly key: string;
  readonly view: NodeView;
  readonly subject?: NodeSubject;
  readonly children?: readonly FactView[];
}

/** What a fact's row says. `text` is inert already. */
export interface FactText {
  readonly key: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly text: string;
  readonly icon: string;
  readonly iconColor?: string;
  /** How it is known, or the whole of what was cut. */
  readonly tooltip?: string;
  readonly command?: NodeView['command'];
  readonly subject?: NodeSubject;
  readonly children?: readonly FactView[];
}

/** A row `label   text`; its spoken label is both. */
export function factView(fact: FactText): FactView {
  return {
    key: fact.key,
    view: {
      label: fact.label,
      description: fact.text,
      icon: fact.icon,
      ...(fact.iconColor === undefined ? {} : { iconColor: fact.iconColor }),
      contextValue: contextValue(fact.kind),
      accessibility: joinSpoken(fact.label, fact.text),
      tooltip: fact.tooltip ?? fact.text,
      ...(fact.command === undefined ? {} : { command: fact.command }),
    },
    ...(fact.subject === undefined ? {} : { subject: fact.subject }),
    ...(fact.children === undefined || fact.children.length === 0 ? {} : { children: fact.children }),
  };
}

/** At most this many rows below one node: more is what the record is for. */
export const MOST_ROWS = 200;
