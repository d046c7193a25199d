import { Directory, type InstitutionRow } from '@carrel/directory';
import { NotFound, Refusal } from '@carrel/kernel';
import {
  addressOfCaller,
  ChallengeNeeded,
  languageOf,
  networkOfCaller,
  newPatronToken,
  pathId,
  problemDocument,
  Public,
  RateLimit,
  sendPage,
  spoken,
  TakesForms,
  wantedIn,
} from '@carrel/web';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskDto } from './asking.dto.js';
import { IntakeService } from '../intake.service.js';
import { FormNotFilledIn } from '../domain/form.js';
import { PlainForms, type Typed } from './plain-form.js';

type Accepted = string | undefined;
const often = { points: 60, seconds: 60, by: 'ip' } as const;

/** The question form as plain HTML: for browsers without script, and for very old ones. */
@ApiTags('questions')
@Controller('v1/ask-forms/:library/page')
@Public()
export class PlainFormController {
  constructor(
    private readonly intake: IntakeService,
    private readonly directory: Directory,
    private readonly pages: PlainForms,
  ) {}

  /**
   * Answers a library's question form as a page without script. Of a library by its id or by the slug of its page.
   */
  @Get()
  @RateLimit(often)
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async form(
    @Param('library') address: string,
    @Headers('accept-language') accepted: Accepted,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(undefined, accepted);
    await this.orSay(reply, wanted, async () => {
      const { id, name } = await this.libraryAt(address);
      sendPage(reply, await this.pages.form(wanted, name, await this.intake.askForm(id, wanted)));
    });
  }

  /** Takes what that page sends. What the form sends. What does not fit comes back with the form. */
  @Post()
  @TakesForms()
  @RateLimit(often)
  @HttpCode(200)
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async ask(
    @Param('library') address: string,
    @Headers('accept-language') accepted: Accepted,
    @Body() sent: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const wanted = wantedIn(undefined, accepted);
    const typed = textsOf(sent);
    await this.orSay(reply, wanted, async () => {
      const library = await this.libraryAt(address);
      const again = async (faulty: readonly string[]) => {
        const form = await this.intake.askForm(library.id, wanted);
        sendPage(reply, await this.pages.form(wanted, library.name, form, { typed, faulty }), 422);
      };
      const { dto, faulty } = askedIn(library.id, typed);
      if (faulty.length > 0) return again(faulty);
      const { hash } = newPatronToken();
      const email = dto.patron.email ?? null;
      const asking = {
        ...{ institutionId: library.id, text: dto.text, subject: dto.subject ?? null },
        patron: { name: dto.patron.name, email },
        language: languageOf(undefined, accepted),
      };
      const who = { tokenHash: null, email, network: networkOfCaller(request) };
      try {
        const { question, acknowledgement } = await this.intake.form(asking, dto.fields ?? {}, hash, who, {
          address: addressOfCaller(request),
        });
        sendPage(
          reply,
          await this.pages.asked(wanted, library.name, acknowledgement, String(question.number)),
        );
      } catch (refusal) {
        if (refusal instanceof FormNotFilledIn) {
          const { missing, wrong } = refusal.facts as Record<'missing' | 'wrong', string[]>;
          return again([...missing, ...wrong].map((name) => ownNames[name] ?? `field-${name}`));
        }
        if (!(refusal instanceof Refusal) || refusal.kind === 'not-found') throw refusal;
        // What was typed stays, to be taken along to the page that can solve the task.
        if (refusal instanceof ChallengeNeeded) {
          const form = await this.intake.askForm(library.id);
          const page = this.pages.form(wanted, library.name, form, { typed, task: library.id });
          return sendPage(reply, await page, 403);
        }
        const status = { 'too-many': 429, conflict: 409, forbidden: 403 }[refusal.kind as string] ?? 422;
        sendPage(
          reply,
          await this.pages.refused(wanted, library.name, detailOf(refusal, status, accepted)),
          status,
        );
      }
    });
  }

  private async libraryAt(address: string): Promise<InstitutionRow> {
    const id = (await this.directory.libraryAtSlug(address.toLowerCase())) ?? pathId(address);
    const library = await this.directory.institution(id);
    if (!library) throw new NotFound('library');
    return library;
  }

  private async orSay(reply: FastifyReply, wanted: string[], work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind !== 'not-found') throw refusal;
      sendPage(reply, await this.pages.gone(wanted), 404);
    }
  }
}

const detailOf = (refusal: Refusal, status: number, accepted: Accepted): string =>
  spoken(problemDocument(status, refusal.code, refusal.message, { facts: refusal.facts }), accepted).document
    .detail;

const ownNames: Record<string, string> = { subject: 'subject', 'patron.email': 'email' };

/** Names to texts; more of a text than any field takes is cut off, and then refused as too long. */
function textsOf(sent: unknown): Typed {
  const entries = Object.entries((sent ?? {}) as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 20_001).replaceAll('\r\n', '\n')]] : [],
    ),
  );
}

/** The same rules as for everybody who asks by the interface. */
function askedIn(institutionId: string, typed: Typed): { dto: AskDto; faulty: string[] } {
  const given = (name: string) => typed[name]?.trim() || undefined;
  const dto = plainToInstance(AskDto, {
    ...{ institutionId, text: given('question'), subject: given('subject'), website: given('website') },
    patron: { name: given('name'), email: given('email') },
    fields: Object.fromEntries(
      Object.entries(typed).flatMap(([name, value]) =>
        name.startsWith('field-') && value.trim() ? [[name.slice(6), value.trim()]] : [],
      ),
    ),
  });
  const names = { text: 'question', subject: 'subject' } as Record<string, string>;
  const faulty = validateSync(dto).flatMap((error: ValidationError) =>
    error.property === 'patron'
      ? (error.children ?? []).map(({ property }) => property)
      : [names[error.property] ?? error.property],
  );
  return { dto, faulty };
}
