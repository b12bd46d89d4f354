import type { BranchSummary } from '../../core/operations/branchOperations.ts';
import type { RequestSummary } from '../../core/operations/stageOperations.ts';
import type { ModelSummary, VersionSummary } from '../../core/operations/versionAnswers.ts';
import type { CommandId } from '../commandIds.ts';

/** How a node looks: plain data, made without the editor. Everything typed by people is inert in it already. */
export interface NodeView {
  readonly label: string;
  readonly description?: string;
  /** Name of a codicon, and of the theme's colour for it. */
  readonly icon?: string;
  readonly iconColor?: string;
  readonly contextValue: string;
  /** What a screen reader says; full words. */
  readonly accessibility: string;
  /** Plain text; versions get a richer one when it is asked for. */
  readonly tooltip?: string;
  /** One letter at the right, in the colour of modified files. */
  readonly modified?: boolean;
  readonly command?: { readonly id: CommandId; readonly title: string; readonly args: readonly unknown[] };
  readonly expanded?: boolean;
}

/** A version as commands take it: the project's folder and a reference. */
export interface VersionTarget {
  readonly cwd: string;
  readonly ref: string;
}

/** What a node stands for: what commands on it need. */
export type NodeSubject =
  | { readonly kind: 'project'; readonly cwd: string }
  | { readonly kind: 'model'; readonly cwd: string; readonly model: ModelSummary }
  | { readonly kind: 'branch'; readonly cwd: string; readonly model: ModelSummary; readonly branch: BranchSummary }
  | { readonly kind: 'version'; readonly cwd: string; readonly ref: string; readonly version: VersionSummary }
  | { readonly kind: 'request'; readonly cwd: string; readonly request: RequestSummary }
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'other' };

/** A node of the Models view. */
export interface TreeNode {
  /** Unique in the view and the same after a refresh, so that what is unfolded stays unfolded. */
  readonly id: string;
  readonly parent?: TreeNode;
  readonly view: NodeView;
  readonly subject: NodeSubject;
  /** Absent: a leaf. */
  children?(): Promise<readonly TreeNode[]>;
}
