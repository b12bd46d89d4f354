/** Whether an event says a text, in any of its values, or its member is called so; without regard to case. */
export function saysText(raw: string, member: string, text: string): boolean {
  const wanted = text.toLowerCase();
  if (member.toLowerCase().includes(wanted)) return true;
  // As JSON spells it: most lines are left out without being read.
  if (!raw.toLowerCase().includes(JSON.stringify(wanted).slice(1, -1))) return false;
  try {
    return holds(JSON.parse(raw), wanted);
  } catch {
    return true;
  }
}

function holds(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(wanted);
  if (typeof value === 'object' && value !== null) return Object.values(value).some((member) => holds(member, wanted));
  return typeof value === 'number' && String(value).includes(wanted);
}
