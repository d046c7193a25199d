import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { requests, type QuestionOf } from '@carrel/contracts';
import { Answers } from '@carrel/messaging';
import { DirectoryAnswers } from '../answers.service.js';
import { InvitationsService } from '../../sign-in/invitations.service.js';

@Controller()
export class AnswersController {
  constructor(
    private readonly directory: DirectoryAnswers,
    private readonly invitations: InvitationsService,
  ) {}

  @Answers(requests.accountNames)
  async accountNames(@Payload() { ids }: QuestionOf<typeof requests.accountNames>) {
    return { accounts: await this.directory.accountNames(ids) };
  }

  @Answers(requests.notificationAddresses)
  notificationAddresses(@Payload() { institutionId }: QuestionOf<typeof requests.notificationAddresses>) {
    return this.directory.notificationAddresses(institutionId);
  }

  @Answers(requests.accountAddress)
  accountAddress(@Payload() { accountId }: QuestionOf<typeof requests.accountAddress>) {
    return this.directory.accountAddress(accountId);
  }

  @Answers(requests.accountSignature)
  accountSignature(@Payload() { accountId }: QuestionOf<typeof requests.accountSignature>) {
    return this.directory.accountSignature(accountId);
  }

  @Answers(requests.accountAddresses)
  async accountAddresses(@Payload() { ids }: QuestionOf<typeof requests.accountAddresses>) {
    return { accounts: await this.directory.accountAddresses(ids) };
  }

  @Answers(requests.outgoingAddress)
  outgoingAddress(@Payload() { institutionId }: QuestionOf<typeof requests.outgoingAddress>) {
    return this.directory.outgoingAddress(institutionId);
  }

  @Answers(requests.questionAddress)
  questionAddress(@Payload() { address }: QuestionOf<typeof requests.questionAddress>) {
    return this.directory.questionAddress(address);
  }

  @Answers(requests.namedAddresses)
  namedAddresses(@Payload() { institutionId }: QuestionOf<typeof requests.namedAddresses>) {
    return this.directory.namedAddresses(institutionId);
  }

  @Answers(requests.accountInvitation)
  accountInvitation(@Payload() { accountId }: QuestionOf<typeof requests.accountInvitation>) {
    return this.invitations.forMail(accountId);
  }

  @Answers(requests.alertAddress)
  alertAddress(@Payload() { institutionId }: QuestionOf<typeof requests.alertAddress>) {
    return this.directory.alertAddress(institutionId);
  }

  @Answers(requests.groupAddresses)
  groupAddresses(@Payload() { groupId }: QuestionOf<typeof requests.groupAddresses>) {
    return this.directory.groupAddresses(groupId);
  }

  @Answers(requests.reportMails)
  reportMails(@Payload() { after }: QuestionOf<typeof requests.reportMails>) {
    return this.directory.reportMails(after);
  }

  @Answers(requests.republishDirectory)
  republishDirectory(@Payload() _question: QuestionOf<typeof requests.republishDirectory>) {
    return this.directory.republish();
  }
}
