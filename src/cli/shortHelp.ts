/** What `modelkeep` alone says. */
export function shortHelp(): string {
  return `Modelkeep keeps every trained model as a version with its code, data, parameters and results.

  modelkeep init                     make a registry for this project
  modelkeep commit PATH -m TEXT      commit a model file or folder
  modelkeep run -- CMD               run a training and commit what it wrote
  modelkeep status                   which model files changed
  modelkeep log [MODEL]              versions, newest first
  modelkeep show REF                 everything known of a version
  modelkeep restore REF              put its files back

All commands: modelkeep --help      One of them: modelkeep COMMAND --help
`;
}
