import { expect, test } from 'vitest';
import { unknownMembers } from '../../../../src/adapters/project/unknownMembers.ts';

test('slips in modelkeep.json are named with what was meant', () => {
  expect(unknownMembers('{"registry": "r_x", "modles": {}, "owner": "me"}')).toEqual(['modelkeep.json: "modles" is not known here (did you mean "models"?).', 'modelkeep.json: "owner" is not known here.']);
  expect(unknownMembers('{"models": {"fraud": {"path": ["a"], "metric": "f1"}}}')).toEqual(['modelkeep.json: "path" in "fraud" is not known here (did you mean "paths"?).']);
});

test('what later versions read, comments and what is no object are passed over', () => {
  expect(unknownMembers('{"$schema": "x", /* soon */ "policy": {}, "notifications": [], "remote": "s3://b", "branches": {}, "models": {"a": {"policy": 1}},}')).toEqual([]);
  for (const text of ['', '[]', '{"models": []}', '{"models": {"a": 1}}', '{"mod']) expect(unknownMembers(text).length).toBeLessThanOrEqual(1);
});
