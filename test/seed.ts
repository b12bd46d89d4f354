import fc from 'fast-check';

/**
 * Property tests run the same examples each time, so that a change fails for what it did and not for the day's luck.
 * `FC_SEED=random` (or a number from a failure) tries others.
 */
const wanted = process.env['FC_SEED'];
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted ?? 20_261_123) });
