/** What to do without a role: the creator of a registry is its administrator, and no other role can be given yet. */
export function wayToRole(role: string): string {
  return `Ask who created the registry: they are its administrator, and do what a ${role} may.`;
}
