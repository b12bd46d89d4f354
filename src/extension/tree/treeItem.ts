import * as vscode from 'vscode';
import type { TreeNode } from './treeNode.ts';

/** Scheme of the addresses by which {@link ModifiedDecorations} finds the rows that it marks; nothing can be opened there. */
export const ROW_SCHEME = 'modelkeep-row';

/** A node as the editor shows it. */
export function treeItem(node: TreeNode): vscode.TreeItem {
  const { view } = node;
  const item = new vscode.TreeItem(view.label, collapsible(node));
  item.id = node.id;
  item.contextValue = view.contextValue;
  item.accessibilityInformation = { label: view.accessibility };
  if (view.description !== undefined) item.description = view.description;
  if (view.icon !== undefined) item.iconPath = new vscode.ThemeIcon(view.icon, view.iconColor === undefined ? undefined : new vscode.ThemeColor(view.iconColor));
  // Only what has none yet is resolved when the mouse rests on it; a version's tooltip costs a question to the sidecar.
  if (!view.contextValue.startsWith('modelkeep.version')) item.tooltip = view.tooltip ?? '';
  if (view.modified === true) item.resourceUri = vscode.Uri.from({ scheme: ROW_SCHEME, path: '/modified', query: node.id });
  if (view.command !== undefined) item.command = { command: view.command.id, title: view.command.title, arguments: [...view.command.args] };
  return item;
}

function collapsible(node: TreeNode): vscode.TreeItemCollapsibleState {
  if (node.children === undefined) return vscode.TreeItemCollapsibleState.None;
  return node.view.expanded === true ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
}
