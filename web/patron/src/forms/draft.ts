/** What somebody has typed into either form: it goes along from one to the other and outlives a reload. */
export interface Draft {
  readonly name: string;
  readonly email: string;
  readonly subject: string;
  readonly question: string;
  readonly fields: Readonly<Record<string, string>>;
}
export const emptyDraft: Draft = { name: '', email: '', subject: '', question: '', fields: {} };

/** What is wrong with a form, by field. */
export type Faults = Readonly<Record<string, string>>;

/** As the server judges it; whoever types an address wrong sees it before it is sent. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
