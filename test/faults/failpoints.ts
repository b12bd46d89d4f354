/** Every failpoint of the program, by the part that passes it; `failpoints.test.ts` holds this list against the sources. */
export const FAILPOINTS = {
  objects: ['objects.afterOpen', 'objects.midCopy', 'objects.beforeFsync', 'objects.afterFsync', 'objects.beforeRename', 'objects.afterRename', 'objects.beforeFolderSync', 'objects.afterLayout'],
  commit: ['commit.afterObjects'],
  ledger: ['keys.beforeRename', 'ledger.beforePut', 'log.beforeFsync', 'log.beforeLink', 'log.afterLink', 'ledger.afterPut'],
  fold: ['ledger.beforeFold', 'ledger.afterFold'],
  init: ['init.beforeRename', 'init.beforePin'],
  import: ['import.beforePin', 'import.beforeRename'],
  files: ['files.beforeRename'],
  /** Tried in test/cli/notifications.test.ts. */
  notify: ['notify.beforeSend', 'notify.afterSend'],
} as const;

/** From here on what is being written is in the ledger, whatever becomes of the process. */
export const AFTER_THE_FACT: readonly string[] = ['log.afterLink', 'ledger.afterPut'];
