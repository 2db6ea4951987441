/** What a column or sidecar key may say about a contact, with the names other systems use for it. */
const usualNames = {
  externalId: 'externalId conversationId contactId callId interactionId ticketId sessionId chatId recordingId ucid id convId conversation',
  fileName: 'fileName file recording recordingFile audioFile mediaFile',
  channel: 'channel mediaType medium contactChannel',
  direction: 'direction callDirection initiationMethod',
  startedAt: 'startedAt startTime callStart contactStart startDateTime callDate callStartTime startTimestamp',
  endedAt: 'endedAt endTime callEnd contactEnd endDateTime callEndTime disconnectTime endTimestamp',
  durationSeconds: 'durationSeconds duration callDuration durationSec',
  timeZone: 'timeZone tz',
  language: 'language languageCode lang locale',
  phone: 'phone ani callerId customerPhone phoneNumber msisdn callerNumber',
  email: 'email customerEmail emailAddress',
  account: 'account accountId accountNumber customerId customer customerNumber',
  caseId: 'caseId case caseNumber',
  threadId: 'threadId thread',
  subject: 'subject title',
  handling: 'handling',
  consent: 'consent lawfulBasis',
  agent: 'agent agentId agentLogin extension agentExtension userId advisor',
  agentName: 'agentName',
  team: 'team agentTeam teamName',
  queue: 'queue queueName skill',
  legKind: 'legKind segmentType',
  legStartedAt: 'legStartedAt segmentStart',
  answeredAt: 'answeredAt answerTime connectedAt agentConnectTime',
  legEndedAt: 'legEndedAt segmentEnd',
  holds: 'holds holdIntervals',
  mutes: 'mutes muteIntervals',
  pauses: 'pauses pauseIntervals recordingPauses',
  transfers: 'transfers transferTimes',
  speaker: 'speaker author from sender participant who authorId',
  role: 'role authorRole speakerRole senderType participantRole authorType',
  text: 'text message utterance body content transcript comment tweet conversationText dialogue dialog',
  at: 'at timestamp time turnTime createdAt sentAt date messageTime dateTime turnTimestamp',
  startSeconds: 'startSeconds start startSec offsetSeconds',
  endSeconds: 'endSeconds end endSec',
  startMs: 'startMs offsetMs beginOffsetMillis startMillis',
  endMs: 'endMs endOffsetMillis endMillis',
} as const;

export type ContactField = keyof typeof usualNames;

export const contactFields = Object.keys(usualNames) as ContactField[];

const fieldByName = new Map(
  (Object.entries(usualNames) as [ContactField, string][]).flatMap(([field, names]) =>
    names.split(' ').map((name) => [plain(name), field] as const),
  ),
);

/** The field a column usually means, whatever its case, blanks and underscores. */
export function fieldOfColumn(column: string): ContactField | undefined {
  return fieldByName.get(plain(column));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
