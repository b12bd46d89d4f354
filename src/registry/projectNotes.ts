import { readProjectText } from '../adapters/project/projectFile.ts';
import { readNotifications } from '../adapters/project/readNotifications.ts';
import { unknownMembers } from '../adapters/project/unknownMembers.ts';
import { findProject } from './findProject.ts';

/** What is worth a word about the project file that a folder belongs to; never fails. */
export async function projectNotes(cwd: string): Promise<readonly string[]> {
  try {
    const text = readProjectText((await findProject(cwd)).config);
    return [...unknownMembers(text), ...readNotifications(text).problems];
  } catch {
    return []; // whoever uses the file says what is wrong with it
  }
}
