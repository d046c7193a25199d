import { Controller, Get, Headers, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Staff,
  type Page,
  type StaffIdentity,
  wantedIn,
} from '@carrel/web';
import { FormLinks } from '../form-links.service.js';
import { PolicyPagesService } from '../policy-pages.service.js';
import { FormLinksDto, pathOfPage, PolicyPageRowDto, PolicyPagesQuery } from './policy-page.dto.js';

@ApiTags('policy pages')
@Controller('v1')
export class PolicyPagesController {
  constructor(
    private readonly pages: PolicyPagesService,
    private readonly links: FormLinks,
  ) {}

  /** The viewable policy pages of a group's libraries, by name; with `search`, those that say so. */
  @Get('groups/:id/policy-pages')
  @Staff()
  @ApiPage(PolicyPageRowDto)
  @ApiProblems(400, 404, 422)
  async list(
    @PathId() groupId: string,
    @Query() { search, cursor, limit }: PolicyPagesQuery,
    @Headers('accept-language') accepted: string | undefined,
    @Caller() caller: StaffIdentity,
  ): Promise<Page<PolicyPageRowDto>> {
    const after = readCursor(cursor, 'text', 'id');
    const rows = await this.pages.ofGroup(
      { groupId, search, after, limit: limit + 1, language: wantedIn(undefined, accepted)[0] },
      caller,
    );
    const page = pageOf(rows, limit, (row) => [row.name, row.institutionId]);
    const items = page.items.map(({ institutionId, name }) => ({
      institutionId,
      name,
      url: pathOfPage(institutionId),
    }));
    return { ...page, items };
  }

  /** The addresses for links on the library's own pages, once it may place them (R124, R125). */
  @Get('institutions/:id/forms')
  @Staff()
  @ApiOkResponse({ type: FormLinksDto })
  @ApiProblems(404)
  forms(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<FormLinksDto> {
    return this.links.of(id, caller);
  }
}
