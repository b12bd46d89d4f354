/**
 * The environment of the sidecar: that of the editor, run as plain Node, without what would change how that Node runs
 * (`NODE_OPTIONS`) and what belongs to the editor itself (`VSCODE_*`).
 */
export function sidecarEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => {
    const upper = name.toUpperCase(); // names do not differ by case on Windows
    return upper !== 'NODE_OPTIONS' && upper !== 'ELECTRON_RUN_AS_NODE' && !upper.startsWith('VSCODE_');
  });
  return { ...Object.fromEntries(kept), ELECTRON_RUN_AS_NODE: '1' };
}
