/** Every command of the extension. Those below `internal` serve nodes and links and are not in the palette. */
export const COMMANDS = {
  commitVersion: 'modelkeep.commitVersion',
  initRegistry: 'modelkeep.initRegistry',
  trackModel: 'modelkeep.trackModel',
  refresh: 'modelkeep.refresh',
  showCard: 'modelkeep.showCard',
  openRecord: 'modelkeep.openRecord',
  copyReference: 'modelkeep.copyReference',
  copyId: 'modelkeep.copyId',
  restoreVersion: 'modelkeep.restoreVersion',
  saveFilesAs: 'modelkeep.saveFilesAs',
  recordEvaluation: 'modelkeep.recordEvaluation',
  compareVersions: 'modelkeep.compareVersions',
  selectForCompare: 'modelkeep.selectForCompare',
  compareWithSelected: 'modelkeep.compareWithSelected',
  compareWithPrevious: 'modelkeep.compareWithPrevious',
  compareWithBaseline: 'modelkeep.compareWithBaseline',
  compareWithWorkspace: 'modelkeep.compareWithWorkspace',
  showAuditLog: 'modelkeep.showAuditLog',
  verify: 'modelkeep.verify',
  undoCommit: 'modelkeep.undoCommit',
  showDiskUsage: 'modelkeep.showDiskUsage',
  exportRegistry: 'modelkeep.exportRegistry',
  importRegistry: 'modelkeep.importRegistry',
  showLog: 'modelkeep.showLog',
  restart: 'modelkeep.restart',
  openSampleProject: 'modelkeep.openSampleProject',
  installCommandLine: 'modelkeep.installCommandLine',
  openConfig: 'modelkeep.openConfig',
  showActions: 'modelkeep.showActions',
  manageTrust: 'modelkeep.manageTrust',
  // internal
  showOlderVersions: 'modelkeep.showOlderVersions',
  openArtifact: 'modelkeep.openArtifact',
  openData: 'modelkeep.openData',
  openCommit: 'modelkeep.openCommit',
  openObject: 'modelkeep.openObject',
  copyValue: 'modelkeep.copyValue',
} as const;

export type CommandId = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Id of the view of models. */
export const MODELS_VIEW = 'modelkeep.models';
