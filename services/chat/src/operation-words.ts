// Made by npm run openapi from the comments above the handlers.

export const operationWords: Readonly<Record<string, string>> = {
  'AttachmentsController.add':
    'Gives the other side a file: the file is the whole body, under its own media type.',
  'AttachmentsController.fetch':
    'Downloads a file of a chat. For both sides of the chat, and later for whoever may read the question it became.',
  'AttachmentsController.list': 'Lists the files of a chat.',
  'BansController.ban':
    'Bans the patron of a chat from the chat of that library; what he or she has waiting there is dismissed.',
  'BansController.disconnect':
    'Says that the chat is over and ends it: coded as a prank, without survey or follow-up. May ban the patron too.',
  'BansController.lift': "Lifts a ban of the caller's library.",
  'BansController.list': "Whom the caller's library has banned at the moment, the newest first.",
  'BansController.warn': "Says the warning of the patron's library (setting patron-abuse).",
  'ConversationController.agency':
    "Records an outside agency the patron was sent to; the patron's contact goes nowhere.",
  'ConversationController.closing': 'Asks the patron whether anything is left, before the end.',
  'ConversationController.codes':
    "The codes this session may end with, with the guidance of the patron's group.",
  'ConversationController.contact':
    "Gives or corrects the patron's contact details. Contact details; what is left out stays. By a librarian in the session as they are given in the talk, by the patron at any time, also after the chat.",
  'ConversationController.descriptive':
    "The descriptive codes of the patron's library; none for a librarian of another group.",
  'ConversationController.page':
    "Opens a page beside the patron's chat: a line of kind `page` in every stream.",
  'ConversationController.script': 'Says a script by its name, or opens its page.',
  'ConversationController.scripts': "The caller's own scripts, the library's and the group's.",
  'FormsController.form':
    "What a library's patrons are asked when they open a chat, and what stands around the form.",
  'GroupLibrariesController.list':
    'Libraries of a group by name, for a portal on whose page patrons pick theirs; only where the group has itself listed.',
  'HoursController.clear': 'Removes the hours: the queue is always open.',
  'HoursController.read': 'Reads when a queue is open; without hours it always is.',
  'HoursController.set':
    'Sets when a queue is open. Set by the admin of the library or group that owns the queue; availability follows at once.',
  'MessagesController.read':
    "Lines after the given one, for clients that poll and for reading the transcript: by both sides, by staff of the patron's library, and afterwards by whoever may read the question.",
  'MessagesController.write': 'Writes a line; the same clientId again answers the line that is there.',
  'MonitorController.colleagues':
    'Who else is on shift on the queues the caller may monitor: to hand over to, or to ask.',
  'MonitorController.desk': 'Everything the monitor stream shows, for clients that poll.',
  'MonitorController.heartbeat':
    'A sign of life, at least every 15 seconds from whoever makes no other call; an open stream alone is none.',
  'MonitorController.logOut': 'Logs out of the monitor, not of the system.',
  'MonitorController.shift': "Reads the caller's shift: availability, queues and where it is.",
  'MonitorController.takeShift':
    'Starts or changes the shift. 409 `shift-elsewhere` names the other sign-in; `takeOver` moves it.',
  'MonitorStreamController.follow':
    'Server-sent events of a librarian on shift: `desk` holds everything, at the start and at every change, so there is nothing to resume; `talk` is what a colleague says; `close` says why the stream ends. Presence comes from calls, PUT heartbeat at the least.',
  'NoticesController.list':
    "What happened to questions of the caller and the caller's library in the last 30 days, the latest first.",
  'NoticesController.read': 'Marks a notice and all before it as read; it never goes back.',
  'OffersController.why': 'Why a request is shown to a librarian, or withheld.',
  'PageLogosController.drop':
    "Removes the logo of a library's page. The page shows the first letter of the library's name again.",
  'PageLogosController.keep':
    "Sets the logo of a library's page. A file of at most 256 KB is the whole body, under its own media type; it is shown at once.",
  'PageLogosController.read':
    "Answers the logo of a library's page. The picture. Its address changes with it, so that it may be kept.",
  'PageLogosController.take':
    'Copies the picture from an address of the public internet; it is not asked for again.',
  'PagePreviewsController.make':
    "The page of the caller's library as it would be with other settings, for a day, at an address of its own.",
  'PatronPagesController.check':
    "Looks at a page of the library's site, and says what keeps the chat from working there. Only pages of origins that the library has named (setting web-origins) are fetched.",
  'PatronPagesController.framers':
    "Who may show this library's chat within their pages, in the header X-Frame-Ancestors as Content-Security-Policy writes it: whoever serves the framed page copies it (setting web-origins).",
  'PatronPagesController.list': 'Libraries that have themselves named on the start page, by name.',
  'PatronPagesController.read':
    'A library by the slug of its page, an earlier one too, or by its id: all that the page shows at first.',
  'QueuesController.availability':
    "Whether chat is open for a library's patrons, over the whole fallback chain.",
  'QueuesController.list':
    "Queues around the caller's library, to monitor or to run, with what waits and who is there; or those of a group and its libraries, which its administrators write chat forms for.",
  'SessionsController.accept':
    "Accepts a waiting request. The first to accept wins; the others are refused with the winner's name.",
  'SessionsController.cancel':
    'The patron gives up waiting, or ends the chat at any time; the librarian then codes it.',
  'SessionsController.dismiss':
    'Takes a request out of the line without an answer. A chat that the caller is in ends for the reason as a lost call, of which nobody gets mail; where a colleague is in it too, only the caller goes out. Why is kept for staff.',
  'SessionsController.end': 'Ends the session with a resolution code.',
  'SessionsController.from': 'Pages of Carrel itself say nothing of where a patron was.',
  'SessionsController.leave': 'Leaves a session that another librarian stays in.',
  'SessionsController.list':
    'Lists sessions by their status. Waiting: requests offered to the caller, in line. Active: sessions the caller is in. Abandoned: lately. Oldest first.',
  'SessionsController.one': 'Reads one session: staff see what their library may, a patron the own one.',
  'SessionsController.request':
    "Opens a session for a patron. 409 `chat-closed` carries the closed page and the ask form, 403 `banned` what the library says to a patron whom it has banned, 403 `challenge` a task that the patron's device is to solve (ALTCHA; setting patron-challenge). A token of an earlier chat may be sent along, and is looked at for that alone.",
  'SessionStreamController.follow':
    'Server-sent events of one session: `message` (a line, its id the resume point), `session` (its state, at the start and at every change), `typing` and `read` (passing notices), `close` (why the stream ends). Credentials as elsewhere, or a ticket.',
  'SessionStreamController.followed':
    'As long as the viewer is a party, and a librarian by the sign-in that has the shift.',
  'SignalsController.now': 'Lists who types and how far was read. For clients that poll.',
  'SignalsController.read':
    "The caller has read up to a line. A librarian's mark is kept and counts what is unread; a patron's passes by.",
  'SignalsController.typing':
    'The caller is writing; send it again every few seconds while that goes on. Stored nowhere.',
  'StaffStreamController.follow':
    'One stream for everything a member of staff must see, with or without a shift: the desk and what changes on it, the chats he or she is in from their first line, typing and read marks, talk of colleagues, and what happens to questions. `desk` comes first and is whole; `line`, `talk` and `notice` resume after the id in `Last-Event-ID` or `after`. Presence comes from calls, PUT monitor/heartbeat at the least.',
  'StaffStreamController.placeFrom':
    'Without a resume point notices and talk begin now; their lists have what was before.',
  'SupervisionController.live':
    "Lists chats that go on, to be supervised. Of the caller's library, for a coordinator of the group; oldest first.",
  'SupervisionController.read': 'The lines after the given one, as the patron sees them.',
  'TalkController.between': 'Messages between the caller and one other, the latest first.',
  'TalkController.room': 'Messages of the room, the latest first, for those who monitor it.',
  'TalkController.tell':
    'Sends a private message to a librarian on shift; a supervisor asks for a transfer this way.',
  'TalkController.tellRoom': 'Sends to the Agent Room of a queue: to all who monitor it.',
  'TicketsController.issue': 'A one-minute ticket for one stream, so that no access token is part of a URL.',
  'TransfersController.accept': 'Accepts a transfer and joins the session; of a department the first wins.',
  'TransfersController.cancel': 'Takes back a transfer that nobody has accepted yet.',
  'TransfersController.decline': 'Declines a transfer, with a reason if one likes.',
  'TransfersController.list': 'Open offers the caller made or may answer; the monitor stream shows the same.',
  'TransfersController.offer':
    'Asks a librarian, or all who monitor a queue, to join the session; nothing changes before a Yes.',
  'TransfersController.one': 'Reads one transfer.',
  'TransfersController.targets':
    'To whom this session may be transferred: queues first, then librarians; only those who are available.',
};
