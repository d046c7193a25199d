import { lazy, type ComponentType } from 'react';
import type { Owner, Stored } from './api.js';
import { BannerBeside, ClosedBeside, PrivacyBeside, PatronPageBeside } from './besides.js';
import { DescriptiveCodesEditor } from './DescriptiveCodesEditor.js';
import { AskFormEditor, ChatFormEditor } from './FormEditors.js';
import { AskFormPreview, ChatFormPreview } from './FormPreview.js';
import { MessagesEditor } from './MessagesEditor.js';
import { PagePreview } from './PagePreview.js';
import type { FieldProps } from './SchemaField.js';
import { SurveysEditor } from './SurveysEditor.js';
import { WeekEditor } from './WeekEditor.js';

export interface EditorProps extends FieldProps {
  readonly owner: Owner;
}
export interface BesideProps {
  readonly owner: Owner;
  /** As it stands in the form. */
  readonly value: unknown;
  readonly stored: Stored;
  readonly dirty: boolean;
  /** What the service answered when it was last saved. */
  readonly answer: unknown;
  readonly may: boolean;
}

const MailDomains = lazy(() => import('./MailDomains.js'));
const NotificationTest = lazy(() => import('./NotificationTest.js'));
const ViewportCheck = lazy(() => import('./ViewportCheck.js'));

/** What a setting has besides the form that its definition gives: an editor in place of it, and what helps beside it. */
export const extras: Readonly<
  Record<string, { Editor?: ComponentType<EditorProps>; Beside?: ComponentType<BesideProps> }>
> = {
  'chat-form': { Editor: ChatFormEditor, Beside: ChatFormPreview },
  'ask-form': { Editor: AskFormEditor, Beside: AskFormPreview },
  banner: { Beside: BannerBeside },
  'chat-closed-page': { Beside: ClosedBeside },
  viewport: { Beside: ViewportCheck },
  'email-notification': { Beside: NotificationTest },
  'outgoing-address': { Beside: MailDomains },
  'custom-messages': { Editor: MessagesEditor },
  surveys: { Editor: SurveysEditor },
  'descriptive-codes': { Editor: DescriptiveCodesEditor },
  'reminder-hours': { Editor: WeekEditor },
  'privacy-clocks': { Beside: PrivacyBeside },
  'patron-page': { Beside: PatronPageBeside },
  'patron-words': { Beside: PagePreview },
  'patron-closed-page': { Beside: PagePreview },
};
