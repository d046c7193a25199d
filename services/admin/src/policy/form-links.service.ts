import { Inject, Injectable } from '@nestjs/common';
import { ADMIN_CONFIG, type AdminConfig } from '../shared/config.js';
import type { Actor } from '../shared/domain/authority.js';
import { PolicyPagesService } from './policy-pages.service.js';

const dataOf = {
  chat: (id: string) => `/api/chat/v1/chat-form?institutionId=${id}`,
  ask: (id: string) => `/api/questions/v1/ask-forms/${id}`,
};

/** Where a library's published forms are (R125, B24): none before the go-live gate (R124). */
@Injectable()
export class FormLinks {
  constructor(
    private readonly pages: PolicyPagesService,
    @Inject(ADMIN_CONFIG) private readonly config: AdminConfig,
  ) {}

  async of(institutionId: string, by: Actor) {
    const live = await this.pages.isLive(institutionId, by);
    const { publicUrl, formsUrl } = this.config;
    const items = (['chat', 'ask'] as const).map((form) => ({
      form,
      url: live ? `${publicUrl}${dataOf[form](institutionId)}` : null,
      pageUrl: live && formsUrl ? `${formsUrl}/${form}/${institutionId}` : null,
    }));
    return { live, items };
  }
}
