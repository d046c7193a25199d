import { wordedWith, type SettingValue } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { AvailabilityService, type Availability } from '../availability/availability.service.js';
import { ChatForms, type PublishedForm } from '../form/chat-forms.service.js';
import { ownHtml } from './own-html.js';
import { logoPath } from './page-logos.service.js';
import { PagePreviewsService } from './page-previews.service.js';
import { PageLogos } from './persistence/page-logos.repository.js';

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
  /** Of a portal: the group among whose libraries its patrons find theirs (setting library-picker). */
  readonly pickFromGroupId: string | null;
  readonly accent: string | null;
  /** From the root of the site. */
  readonly logoPath: string | null;
  /** The library's closed page in HTML, with nothing in it that runs. */
  readonly closedHtml: string | null;
  /** What the library says in its own way. */
  readonly words: SettingValue<'patron-words'>['words'];
  /** It is looked at before it is so. */
  readonly preview: boolean;
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
    private readonly logos: PageLogos,
    private readonly previews: PagePreviewsService,
  ) {}

  /**
   * @param address a slug of the library, an earlier one too, or its id
   * @param key of a preview; one that is none, or no longer, is not found
   * @param wanted languages that the patron reads, the best first
   */
  async at(address: string, key?: string, wanted: readonly string[] = []): Promise<PatronPage> {
    const library = await this.directory.libraryWith(await this.libraryAt(address), [
      'patron-page',
      'patron-words',
      'patron-closed-page',
      'privacy-clocks',
      'library-picker',
    ]);
    if (!library) throw new NotFound('page');
    const group = await this.directory.group(library.subscriptionGroupId);
    const [form, asked, availability, logo, preview] = await Promise.all([
      this.forms.ofLibrary(library.id, wanted),
      this.directory.worded('ask-form', library, wanted),
      this.availabilities.of(library.id),
      this.logos.hashOf(library.id),
      this.previews.of(library.id, key),
    ]);
    if (key !== undefined && !preview) throw new NotFound('preview');
    const settings = { ...library.settings, ...preview };
    const { 'patron-page': page, 'privacy-clocks': clocks } = settings;
    const { html } = settings['patron-closed-page'];
    const names = await this.directory.namesFor(library);
    const askForm = preview?.['ask-form'] ? wordedWith(preview['ask-form'], names) : asked;
    const closed = preview?.['chat-closed-page'];
    const banner = preview?.banner ?? form.banner;
    return {
      ...form,
      banner: banner && Object.values(banner).some((part) => part !== null) ? banner : null,
      closedPage: closed ? wordedWith(closed, names) : form.closedPage,
      closedHtml: html === null ? null : ownHtml(html) || null,
      words: settings['patron-words'].words,
      logoPath: logo === undefined ? null : logoPath(library.id, logo),
      preview: preview !== undefined,
      institutionId: library.id,
      slug: library.settings['patron-page'].slugs[0] ?? null,
      name: library.name,
      timeZone: library.timeZone,
      group: group ? { name: group.name, shortName: names.group } : null,
      pickFromGroupId:
        library.portal && library.settings['library-picker'].listed ? library.subscriptionGroupId : null,
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

  async libraryAt(address: string): Promise<string> {
    const written = address.toLowerCase();
    const id = uuid.test(written) ? written : await this.directory.libraryAtSlug(written);
    if (id === undefined || !(await this.directory.institution(id))) throw new NotFound('page');
    return id;
  }
}
