/** Node-API 10 came with Node 22.14; the SQLite binary crashes below it. */
const MIN_NAPI = 10;

/** One line why this runtime cannot run the sidecar, or undefined when it can. */
export function runtimeComplaint(versions: { readonly node: string; readonly napi?: string | undefined }): string | undefined {
  if (Number(versions.napi ?? '0') >= MIN_NAPI) return undefined;
  return `Modelkeep needs Node 22.14 or later (VS Code 1.101 or later); this is Node ${versions.node}.`;
}
