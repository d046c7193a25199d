import { join } from 'node:path';
import { HtmlPages } from '@carrel/web';
import { Injectable } from '@nestjs/common';
import type { PolicyPageRow, ShownPage } from '../policy-pages.service.js';
import { pathOfPage, policyPageDto } from './policy-page.dto.js';

/** View Policy Page: the page as staff read it, with jump links and the other members' pages beside it. */
@Injectable()
export class PolicyHtml {
  private readonly pages = new HtmlPages(join(import.meta.dirname, '..', '..', 'templates'));

  render(shown: ShownPage, others: readonly PolicyPageRow[]): Promise<string> {
    const { sections, ...page } = policyPageDto(shown);
    const here = pathOfPage(page.institutionId);
    return this.pages.render('policy-page', shown.language, `Policies of ${shown.library}`, {
      ...page,
      here,
      sections: sections
        .map((section) => ({
          ...section,
          fields: section.fields.filter(({ text, languages }) => text !== null || languages.length > 0),
        }))
        .filter(({ fields }) => fields.length > 0),
      others: others
        .filter(({ institutionId }) => institutionId !== page.institutionId)
        .map(({ institutionId, name }) => ({ name, url: `${pathOfPage(institutionId)}/view` })),
    });
  }
}
