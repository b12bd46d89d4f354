import type { LedgerHead } from '../fold/ledgerHead.ts';
import type { Change, DeviceHead, EventRow, SegmentRow } from '../model/rows.ts';

/** Takes what the fold produces, inside one transaction. A row once written is visible to the view at once. */
export interface CatalogueWriter {
  change(change: Change): void;
  event(row: EventRow): void;
  segment(row: SegmentRow): void;
  deviceHead(head: DeviceHead): void;
  head(head: LedgerHead): void;
}
