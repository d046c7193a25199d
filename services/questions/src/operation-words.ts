// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'AskFormController.read': "What a library's web form asks, for whoever draws it.",
  'CannedAnswersController.list':
    "The caller's own canned answers, the library's and the group's, ready to be put into an answer to this question.",
  'CareController.code': 'What the question was about, and the effort it took.',
  'CareController.done': 'Where only home reviewers close, another library says that its own part is done.',
  'CareController.forward':
    'A transcript that needs a look, with comments, to the coordinator or to Quality Control.',
  'CareController.nameAgency': 'Whom the patron was sent to outside; recorded, not routed.',
  'CareController.recall': "The patron's library takes its question back from wherever it is.",
  'CareController.recode': "Corrects a chat's resolution code for the statistics; no list changes.",
  'ChatStatisticsController.file':
    'Downloads a report on chats as CSV. One row for each group of the report, under a row of names.',
  'ChatStatisticsController.report':
    "Requests and chats of a library's patrons, or of a group's for whoever leads it; by librarian those of its own staff.",
  'ChatStatisticsController.rows':
    'Lists the chats that a report counts. The chats behind a number, newest first.',
  'ChatStatisticsController.rowsFile':
    'Downloads the chats that a report counts as CSV. Of any size, sent while it is read.',
  'CommandsController.answer':
    'Answers the patron by mail, or records how the answer was given; the question is Answered.',
  'CommandsController.assign':
    "Assigns a question to a librarian of the caller's library; null takes it from whoever has it.",
  'CommandsController.claim':
    'Claims a question. From Shared Followup, or where the own library has it New; 409 `already-claimed` names the winner.',
  'CommandsController.close':
    "Closes a question. By whom is a setting of the group of the patron's library; it closes for every library.",
  'CommandsController.note': 'Writes a note for staff; the patron never sees it.',
  'CommandsController.reopen': 'Opens an answered or closed question again, with a reason.',
  'CommandsController.unclaim':
    'Gives a claimed question back to Shared Followup, or to its library unassigned.',
  'ContactController.correct':
    "Gives or corrects the patron's name and address; what is left out stays. By the patron with the question's token, and by staff of a library that has it in its lists. What was sent before is not sent to the new address.",
  'ConversationController.clarify': 'Asks the patron; the question is Pending until he or she replies.',
  'ConversationController.draft': 'The draft of the answer, visible to the library that has the turn.',
  'ConversationController.dropDraft': 'Throws the draft of the answer away.',
  'ConversationController.keepDraft':
    'Keeps the draft of the answer; with If-Match only over the version that was read.',
  'ConversationController.message': 'Sends a message to the patron, without a change of status.',
  'ConversationController.reply': 'A reply of the patron, with the token that asking the question returned.',
  'ConversationController.sendDraft':
    'Sends the draft as the answer. The second step: sends what the draft says as the answer.',
  'ConversationController.solved':
    'The patron needs nothing more: the question is closed for every library. A reply opens it again.',
  'CooperationController.exchanges':
    'Give and take between every two libraries, for a matrix; the pairs with most first.',
  'CooperationController.exchangesFile': 'All pairs as a file.',
  'CooperationController.transfers':
    'The chats that librarians handed on, newest first: what is behind a number of transfers.',
  'DescriptiveCodesController.list':
    "The codes that say what a question of this library's patrons was about (setting `descriptive-codes`).",
  'DeskController.assign': 'Assigns many questions at once; each has its own result.',
  'DeskController.close': 'Closes many questions at once; each has its own result.',
  'DeskController.count': 'Counts of the lists, for a home page.',
  'DeskController.csv':
    'Downloads a list of questions as CSV. Filtered as the list is; of any size, sent while it is read.',
  'FilesController.add':
    "Uploads a file to be sent with an answer or reply. The file is the whole body, under its own media type; it goes out with the answer, or the patron's reply, that names it.",
  'FilesController.drop': 'Removes a file that was not sent.',
  'FilesController.fetch': 'Downloads a file of a question.',
  'FilesController.list': 'Lists the files of a question.',
  'FilesController.open':
    "Opens a file by the link of a mail. The address in a mail to the patron: the key is a secret that the mail's holders have.",
  'MergingController.merge':
    'Closes the question as the duplicate of another of the same patron, who is notified of the number under which it goes on; what the patron writes about it later is written to that one. By whom is as for closing.',
  'MergingController.split':
    'Makes a question of its own of what else a message asked: both keep the whole message, and the patron is notified once, of both numbers. Answers the new one, assigned to the caller.',
  'OwnErasuresController.erase':
    'The patron has his or her data at the library deleted: with a mailed link everything of its address; with the token of a question that has no address, that question. 409 `link-needed`: the question has an address, and only a mailed link shows whose it is.',
  'OwnQuestionsController.earlier':
    "What else the patron has asked at the caller's library, newest activity first; while the library sees who asked.",
  'OwnQuestionsController.mine':
    "With a link's token that patron's questions at that library; with the token of one question that one.",
  'OwnQuestionsController.open':
    "Lists a patron's own questions by a link of long ago. The same, for links that were mailed with their token in the path; later ones lead to `my-questions/page#token`.",
  'OwnQuestionsController.record':
    "Who asked, while the caller's library still has something to do on the question.",
  'OwnQuestionsController.renew':
    'Mails a new link to whom this one was mailed, though it may open nothing more, or to whoever asked this question with an address. The answer is the same when there is nobody.',
  'OwnQuestionsController.send':
    'Mails a link to the patron, when the library knows the address; the answer is the same when it does not.',
  'PatronPageController.entrance':
    "Answers the page of a patron's own questions. The token of the link comes after its `#`, so that no log contains it.",
  'PatronPageController.open':
    "Lists a patron's own questions on that page. The page's request: the token, and the cursor.",
  'PlainFormController.ask':
    'Takes what that page sends. What the form sends. What does not fit comes back with the form.',
  'PlainFormController.form':
    "Answers a library's question form as a page without script. Of a library by its id or by the slug of its page.",
  'PresenceController.leave':
    'Says that the caller has closed the question; without it he or she is gone after 25 seconds.',
  'PresenceController.sign':
    'Says that the caller has the question open, every 10 seconds, and returns who else has.',
  'PrivacyController.erase':
    "Forgets a patron of the caller's library, by address: in every service, counts unchanged. Goes on by itself.",
  'PrivacyController.erasure': 'Reads how far an erasure has come.',
  'PrivacyController.export':
    "Everything kept of a patron of the caller's library, mails and chats too, as a file of any size.",
  'PrivacyController.list':
    'Requests to forget a patron and how far each has come, the newest first; for the operator of every library.',
  'QuestionsController.ask':
    "Asks a question, or files one for a patron at the desk. From anyone who fills in a library's web form, unless the library has banned him or her and its form too (403 `banned`), with the task solved that the library may set (403 `challenge` brings it: ALTCHA; setting patron-challenge); with `source`, from a librarian about his or her own library.",
  'QuestionsController.get':
    "Reads a question. Staff see what their library may see; a patron with the question's token sees its state and the answers.",
  'QuestionsController.list': "Lists questions of the caller's library, by list, search and filter.",
  'ReviewController.feedback':
    'What reviewers of any library wrote to the caller about chats of his or hers.',
  'ReviewController.ofQuestion': 'Lists the reviews of a question.',
  'ReviewController.queue':
    "Chats of one week with the library's patrons, and those its librarians held for others.",
  'ReviewController.reads':
    "Who of other libraries has read transcripts of this library's patrons, newest first.",
  'ReviewController.review': "The library's review of a question; a second one takes the place of the first.",
  'ServiceHistoryController.list': 'Questions that nobody touched for 90 days, newest activity first.',
  'StatisticsController.csv':
    'Downloads the questions that a report counts as CSV. Of any size, sent while it is read.',
  'StatisticsController.ledger':
    'Reads what libraries do for one another. The ledger of give and take: by partner for a library, by member for a group.',
  'StatisticsController.ledgerFile':
    'Downloads the ledger as CSV. One row for each partner of a library, or for each member of a group.',
  'StatisticsController.report':
    'Counts of a library, or of a group for whoever leads it, over days of the zone that the answer states.',
  'StatisticsController.reportFile':
    'Downloads a report on questions as CSV. One row for each group of the report, with the figures of the period before beside them where that is asked for.',
  'StatisticsController.rows':
    'Lists the questions that a report counts. The questions behind a number, newest first.',
  'SurveyLinksController.answer': 'Answers a survey. Keeps the answers; a second time is refused.',
  'SurveyLinksController.form':
    'Answers a survey as a page without script. The same as a page for people, which needs no script.',
  'SurveyLinksController.orSay': 'People get a page also when there is nothing for them.',
  'SurveyLinksController.read': 'The questions of the form; 409 once the link was used.',
  'SurveyLinksController.send':
    'Takes what that page sends. What the page sends. What does not fit comes back with the page.',
  'SurveysController.count':
    "What patrons answered, per question: for the library's staff, and for a group's reviewers and administrators.",
  'SurveysController.link': 'A link that opens View in a browser, once.',
  'SurveysController.questions': 'Every question that a library may put on its forms (setting `surveys`).',
  'SurveysController.texts': 'What patrons wrote to one question, newest first.',
  'SurveysController.view':
    "Answers a survey form as patrons would see it. View: the caller's library's form as it is saved, to look at.",
  'UnfiledChatsController.list':
    "Chats of the library's patrons whose question could not be made, newest first; for the operator of every library.",
  'UnfiledChatsController.requeue': 'Requeues all of them.',
};
