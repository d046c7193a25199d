import type { SettingValue } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { AvailabilityService, type Availability } from '../availability/availability.service.js';
import { ChatForms, type PublishedForm } from '../form/chat-forms.service.js';

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;
const asSource = /^https?:\/\/[\w.:[\]-]+$/;
/** So many libraries stand on a start page; more would be no list that somebody reads. */
const LISTED_AT_MOST = 200;

/** Everything that a library's patron page shows before anybody has asked. */
export interface PatronPage extends PublishedForm {
  readonly institutionId: string;
  readonly slug: string | null;
  readonly name: string;
  readonly timeZone: string;
  /** The library's subscription group, as it presents itself. */
  readonly group: { readonly name: string; readonly shortName: string | null } | null;
  readonly accent: string | null;
  readonly privacy: { notice: string | null; url: string | null; identityDays: number; textDays: number };
  readonly availability: Availability;
  readonly askForm: SettingValue<'ask-form'>;
}

/** The pages at which libraries' patrons ask (setting patron-page). */
@Injectable()
export class PatronPages {
  constructor(
    private readonly directory: Directory,
    private readonly availabilities: AvailabilityService,
    private readonly forms: ChatForms,
  ) {}

  /**
   * @param address a slug of the library, an earlier one too, or its id
   * @param wanted languages that the patron reads, the best first
   */
  async at(address: string, wanted: readonly string[] = []): Promise<PatronPage> {
    const library = await this.directory.libraryWith(await this.libraryAt(address), [
      'patron-page',
      'privacy-clocks',
    ]);
    if (!library) throw new NotFound('page');
    const { 'patron-page': page, 'privacy-clocks': clocks } = library.settings;
    const group = await this.directory.group(library.subscriptionGroupId);
    const names = await this.directory.namesFor(library);
    const [form, askForm, availability] = await Promise.all([
      this.forms.ofLibrary(library.id, wanted),
      this.directory.worded('ask-form', library, wanted),
      this.availabilities.of(library.id),
    ]);
    return {
      ...form,
      institutionId: library.id,
      slug: page.slugs[0] ?? null,
      name: library.name,
      timeZone: library.timeZone,
      group: group ? { name: group.name, shortName: names.group } : null,
      accent: page.accent,
      privacy: {
        notice: page.privacyNotice,
        url: page.privacyUrl,
        identityDays: clocks.identityDays,
        textDays: clocks.textDays,
      },
      availability,
      askForm,
    };
  }

  /** Origins of the library's own pages, the only ones that may show its chat within theirs. */
  async framersOf(address: string): Promise<readonly string[]> {
    const { origins } = await this.directory.setting('web-origins', await this.libraryAt(address));
    // They become part of a policy, where a semicolon would begin a rule of its own.
    return origins.map((origin) => new URL(origin).origin).filter((origin) => asSource.test(origin));
  }

  listed(): Promise<{ id: string; name: string; slug: string }[]> {
    return this.directory.listedPages(LISTED_AT_MOST);
  }

  private async libraryAt(address: string): Promise<string> {
    const written = address.toLowerCase();
    const id = uuid.test(written) ? written : await this.directory.libraryAtSlug(written);
    if (id === undefined || !(await this.directory.institution(id))) throw new NotFound('page');
    return id;
  }
}
