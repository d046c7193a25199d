import { filledIn } from '@carrel/contracts';
import { Directory } from '@carrel/directory';
import { NotFound } from '@carrel/kernel';
import { Injectable } from '@nestjs/common';
import { LibraryRules, type Caller } from '../question/library-rules.js';
import { Questions } from '../question/persistence/questions.repository.js';

export const answerScopes = ['account', 'institution', 'group'] as const;
export type AnswerScope = (typeof answerScopes)[number];
export interface CannedAnswer {
  readonly scope: AnswerScope;
  readonly name: string;
  readonly text: string;
}

/** Prepared texts of a librarian, the library and the group, as chat has its scripts. */
@Injectable()
export class CannedAnswersService {
  constructor(
    private readonly directory: Directory,
    private readonly questions: Questions,
    private readonly libraryRules: LibraryRules,
  ) {}

  /**
   * With the values of their placeholders for this question: the patron while the caller sees who asked, and the patron's
   * library, in whose name it is answered. A placeholder without a value is left empty.
   */
  async for(caller: Caller & { readonly name: string }, questionId: string): Promise<CannedAnswer[]> {
    const question = await this.questions.get(questionId);
    const reader = await this.libraryRules.reader(caller, questionId);
    const reading = question.readingOf(reader);
    if (!reading || reading === 'transcript') throw new NotFound('question');
    const library = await this.directory.institution(question.homeInstitutionId);
    const names = library ? await this.directory.namesFor(library) : { library: null, group: null };
    const patron = question.contactFor(reader) ? question.patronName : null;
    const values = { patron, librarian: caller.name, ...names };
    return (await this.of(caller)).map(({ scope, name, content }) => {
      const text = filledIn(content, values).trim();
      return { scope, name, text: text || content };
    });
  }

  private async of({ accountId: account, institutionId: institution, subscriptionGroupId: group }: Caller) {
    const owners = { account, institution, group };
    const all = await Promise.all(
      answerScopes.map(async (scope) => {
        const { answers } = await this.directory.setting(`${scope}-answers`, owners[scope]);
        return answers.map((answer) => ({ scope, ...answer }));
      }),
    );
    return all.flat();
  }
}
