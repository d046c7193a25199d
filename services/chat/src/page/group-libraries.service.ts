import { Directory } from '@carrel/directory';
import { nameMatches, NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';

export interface PickedLibrary {
  readonly id: string;
  readonly name: string;
  readonly slug: string | null;
  readonly timeZone: string;
}

/** The libraries of a group from which patrons pick theirs, where the group wants that (setting library-picker). */
@Injectable()
export class GroupLibraries {
  constructor(private readonly directory: Directory) {}

  /** By name. A group that is not listed is not found, as one that there is not. */
  async of(groupId: string, search: string): Promise<PickedLibrary[]> {
    const group = await this.directory.group(groupId);
    const { listed } = await this.directory.setting('library-picker', groupId);
    if (!group || group.deleted || !listed) throw new NotFound('group');
    const matches = nameMatches(search);
    const open = (await this.directory.librariesOf(groupId)).filter(
      ({ name, portal, profileStatus }) => !portal && profileStatus === 'active' && matches(name),
    );
    const pages = await this.directory.settingsOf(
      'patron-page',
      open.map(({ id }) => id),
    );
    return open
      .map(({ id, name, timeZone }) => ({ id, name, timeZone, slug: pages.get(id)?.slugs[0] ?? null }))
      .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  }
}
