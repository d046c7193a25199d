import { Body, Controller, Get, Headers, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  ApiPage,
  ApiProblems,
  Caller,
  pageOf,
  PathId,
  readCursor,
  Services,
  Staff,
  type Page,
  type StaffIdentity,
  wantedIn,
} from '@carrel/web';
import { InstitutionsService } from '../institutions.service.js';
import { InstitutionDto, profileAnswer, ProfileAnswer } from '../../registry/http/institution.answers.js';
import {
  CloseDto,
  CooperativeMarkDto,
  InstitutionsQuery,
  ProfileDto,
  profileFrom,
  ReferralsDto,
  RegisterInstitutionDto,
  RejectProfileDto,
} from './institution.dto.js';

@ApiTags('institutions')
@Controller('v1/institutions')
export class InstitutionsController {
  constructor(private readonly institutions: InstitutionsService) {}

  /** Searches libraries by any part of their name. */
  @Get()
  @Staff()
  @Services('directory:read')
  @ApiPage(InstitutionDto)
  async search(
    @Query() query: InstitutionsQuery,
    @Headers('accept-language') accepted: string | undefined,
  ): Promise<Page<InstitutionDto>> {
    const { search, groupId, limit } = query;
    const after = readCursor(query.cursor, 'text', 'id');
    const rows = await this.institutions.search({
      search,
      groupId,
      after,
      limit: limit + 1,
      language: wantedIn(undefined, accepted)[0],
    });
    return pageOf(rows, limit, (row) => [row.name, row.id]);
  }

  /** Reads what everybody signed in may know of a library. */
  @Get(':id')
  @Staff()
  @Services('directory:read')
  @ApiOkResponse({ type: InstitutionDto })
  read(@PathId() id: string): Promise<InstitutionDto> {
    return this.institutions.get(id);
  }

  /** Registers a library in a subscription group; its profile is New. */
  @Post()
  @Staff('platform.operate', 'group.manage')
  @ApiCreatedResponse({ type: InstitutionDto })
  @ApiProblems(404, 409)
  async register(
    @Body() dto: RegisterInstitutionDto,
    @Caller() caller: StaffIdentity,
  ): Promise<InstitutionDto> {
    const registration = {
      subscriptionGroupId: dto.subscriptionGroupId,
      profile: profileFrom(dto),
      portal: dto.portal ?? false,
    };
    const id = await this.institutions.register(registration, dto.nameConfirmed ?? false, caller);
    return this.institutions.get(id);
  }

  /** Reads a library's profile with the checklist of what it still lacks. */
  @Get(':id/profile')
  @Staff('institution.manage', 'group.manage', 'platform.operate')
  @ApiOkResponse({ type: ProfileAnswer })
  async readProfile(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<ProfileAnswer> {
    return profileAnswer(await this.institutions.profileOf(id, caller));
  }

  /** Changes a library's profile. */
  @Put(':id/profile')
  @Staff('institution.manage')
  @ApiOkResponse({ type: ProfileAnswer })
  @ApiProblems(409)
  async changeProfile(
    @PathId() id: string,
    @Body() dto: ProfileDto,
    @Caller() caller: StaffIdentity,
  ): Promise<ProfileAnswer> {
    await this.institutions.changeProfile(id, profileFrom(dto), dto.nameConfirmed ?? false, caller);
    return profileAnswer(await this.institutions.profileOf(id, caller));
  }

  /** Submits a library's profile to its group, or activates it where the group needs no approval. */
  @Post(':id/profile/submit')
  @HttpCode(200)
  @Staff('institution.manage')
  @ApiOkResponse({ type: ProfileAnswer })
  @ApiProblems(409, 422)
  async submitProfile(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<ProfileAnswer> {
    await this.institutions.submitProfile(id, caller);
    return profileAnswer(await this.institutions.profileOf(id, caller));
  }

  /** By the operator or an administrator of the library's group, where the group has not left it to the checklist. */
  @Post(':id/profile/activate')
  @HttpCode(200)
  @Staff('platform.operate', 'group.manage')
  @ApiOkResponse({ type: ProfileAnswer })
  @ApiProblems(409)
  async activateProfile(@PathId() id: string, @Caller() caller: StaffIdentity): Promise<ProfileAnswer> {
    await this.institutions.activateProfile(id, caller);
    return profileAnswer(await this.institutions.profileOf(id, caller));
  }

  /** Sends a submitted profile back to the library. */
  @Post(':id/profile/reject')
  @HttpCode(200)
  @Staff('platform.operate', 'group.manage')
  @ApiOkResponse({ type: ProfileAnswer })
  @ApiProblems(409)
  async rejectProfile(
    @PathId() id: string,
    @Body() dto: RejectProfileDto,
    @Caller() caller: StaffIdentity,
  ): Promise<ProfileAnswer> {
    await this.institutions.rejectProfile(id, dto.note, caller);
    return profileAnswer(await this.institutions.profileOf(id, caller));
  }

  /** Closes a library for good; what is waiting or open goes to the successor, if one is named. */
  @Post(':id/close')
  @HttpCode(204)
  @Staff('platform.operate')
  @ApiNoContentResponse()
  @ApiProblems(404, 409)
  close(@PathId() id: string, @Body() dto: CloseDto, @Caller() caller: StaffIdentity): Promise<void> {
    return this.institutions.close(id, dto.successorInstitutionId ?? null, caller);
  }

  /** Sets the mark of cooperative membership that some groups ask for. */
  @Put(':id/cooperative-mark')
  @HttpCode(204)
  @Staff('platform.operate')
  @ApiNoContentResponse()
  markCooperativeMember(
    @PathId() id: string,
    @Body() dto: CooperativeMarkDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    return this.institutions.markCooperativeMember(id, dto.member, caller);
  }

  /** Sets whether a library takes referrals, and which one takes them instead. */
  @Put(':id/referrals')
  @HttpCode(204)
  @Staff('institution.manage')
  @ApiNoContentResponse()
  @ApiProblems(409)
  receiveReferrals(
    @PathId() id: string,
    @Body() dto: ReferralsDto,
    @Caller() caller: StaffIdentity,
  ): Promise<void> {
    const redirectTo = dto.redirectToInstitutionId ?? null;
    return this.institutions.receiveReferrals(id, dto.acceptsReferrals, redirectTo, caller);
  }
}
