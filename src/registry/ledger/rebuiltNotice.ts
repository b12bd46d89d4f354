/** Begin of the notice that a database was folded anew from the ledger. */
export const REBUILT_NOTICE = 'The registry\u2019s database was rebuilt from the ledger';
