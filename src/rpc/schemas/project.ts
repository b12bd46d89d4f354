import * as v from 'valibot';
import { count, text } from './values.ts';

export const place = v.looseObject({
  registry: text,
  name: text,
  config: text,
  folder: text,
  log: text,
  database: text,
  store: text,
  replica: v.boolean(),
  readOnly: v.boolean(),
  notices: v.array(text),
});

export const projectState = v.variant('state', [
  v.looseObject({ state: v.literal('none') }),
  v.looseObject({ state: v.literal('elsewhere'), registry: text, config: text }),
  v.looseObject({ state: v.literal('ready'), place, versions: count }),
]);
