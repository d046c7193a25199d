// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'AddressesController.release':
    "Ends the suppression of an address of the library's staff, or of a patron it has written to.",
  'AddressesController.suppressed':
    "Suppressed addresses of the library's staff: mail to them bounced permanently.",
  'AddressesController.test': 'Sends a test mail to every notification address as saved.',
  'DeliveriesController.list':
    'Every mail about a question, oldest first: to whom, which message, and how it fared.',
  'DeliveriesController.resend':
    'Sends once more what did not get through or may not have, under the same message id.',
  'DeliveriesController.unsettled':
    "The library's mails that did not get through or may not have, the newest first.",
  'FeedController.close': 'Gives the place up; events are no longer kept for this service account.',
  'FeedController.open':
    'Makes the place, or moves it: with `from` everything since then is read again, under the same ids.',
  'FeedController.read':
    "Where the service account stands in its group's feed, and how a NATS client goes on from there.",
  'FeedReadersController.list':
    "Where each service account that reads a group's feed stands, for who manages its credentials: a hundred at most, those who called last first.",
  'IncomingMailsController.attachment': 'Downloads a file of a mail that came in.',
  'IncomingMailsController.get': 'Reads one mail that came in, and what became of it.',
  'IncomingMailsController.list':
    'Lists mails that came in, newest first: what joined a question, and what is held or refused, with the reason. Nothing is dropped silently. A page has fewer mails than asked for where their texts are long.',
  'IncomingMailsController.original': 'The mail as it came, with its headers and everything it quotes.',
  'IncomingMailsController.reject': "It stays listed, as rejected, until the library's clocks forget it.",
  'IncomingMailsController.release': 'Files a held or refused mail in a question, or creates one from it.',
  'MailedReportsController.ofGroup': 'The reports that were mailed for a group, the newest first.',
  'MailedReportsController.ofLibrary': 'The reports that were mailed for a library, the newest first.',
  'MessagesController.htmlPage': 'Answers the acknowledgement page as HTML. The same as a page.',
  'MessagesController.link': 'A link that opens the message as saved in a browser, once.',
  'MessagesController.mockup': 'A message as saved, with made-up values: what Test shows.',
  'MessagesController.page': "What a patron reads once a question is sent, for the library's own pages.",
  'PreviewsController.preview':
    "The mail that an answer, a clarification request or a message would be, in the words of the patron's library and with the caller's signature. Nothing is sent; links that are made for one mail alone are left out.",
  'SuppressedPatronsController.list':
    "The library's own, by the last mail that did not arrive, the newest first.",
  'SuppressedPatronsController.release':
    'The patron of this mail is written to again; a mail that comes back once more suppresses the address anew.',
  'UnfiledMailsController.list':
    'Mail to the library that was not filed within a minute, newest first; for the operator all such mail.',
  'UnfiledMailsController.requeue': 'Processes all of them again now.',
  'WebhooksController.change':
    'Replaces all of it; switched on again, it goes on with what happens from then.',
  'WebhooksController.create': 'The secret that signs is in this answer and in no other.',
  'WebhooksController.deliveries':
    'What was sent and how it fared, newest first; with `status=dead` the dead letters.',
  'WebhooksController.list': 'All endpoints of one library or group: twenty at most.',
  'WebhooksController.read': 'Reads one webhook endpoint.',
  'WebhooksController.remove': 'Deletes a webhook endpoint; nothing more is posted there.',
  'WebhooksController.replay':
    'Queues all dead letters again, or with `from` everything since then, under the same ids as before.',
  'WebhooksController.replayOne': 'Queues one dead letter again.',
  'WebhooksController.rotate':
    "Replaces a webhook's secret. A new secret; both sign for another day unless the present one leaked.",
  'WebhooksController.test': 'Sends `webhook.tested.v1` to this endpoint, by the way that all events take.',
};
