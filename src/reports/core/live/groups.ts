/** Members by what they belong to, such as the calls of a queue. */
export class Groups {
  private readonly members = new Map<string, Set<string>>();

  of(group: string): Iterable<string> {
    return this.members.get(group) ?? [];
  }

  put(group: string | null, member: string): void {
    if (group === null) return;
    const members = this.members.get(group);
    if (members === undefined) this.members.set(group, new Set([member]));
    else members.add(member);
  }

  take(group: string | null, member: string): void {
    const members = group === null ? undefined : this.members.get(group);
    if (group === null || members === undefined) return;
    members.delete(member);
    if (members.size === 0) this.members.delete(group);
  }

  clear(): void {
    this.members.clear();
  }
}
