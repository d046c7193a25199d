import type { Locator, Page } from 'playwright-core';
import type { DeskPage } from './desk.js';

/** A librarian at follow-up: lists and questions, by what is seen there. */
export class QuestionPage {
  constructor(private readonly desk: DeskPage) {}

  get page(): Page {
    return this.desk.page;
  }

  button(name: string | RegExp): Locator {
    return this.desk.button(name);
  }

  presses(name: string | RegExp): Promise<void> {
    return this.desk.presses(name);
  }

  tabsTo(what: Locator): Promise<void> {
    return this.desk.tabsTo(what);
  }

  /** What stands beside the question. */
  get helps(): Locator {
    return this.page.getByRole('complementary', { name: 'What helps' });
  }

  /** One of the verbs above the question. */
  verb(name: string): Locator {
    const verbs = this.page.getByRole('group', { name: 'What to do with this question' });
    return verbs.getByRole('button', { name, exact: true });
  }

  does(name: string): Promise<void> {
    return this.verb(name).click();
  }

  opensList(list: string): Promise<void> {
    return this.desk.opensList(list);
  }

  opens(words: string): Promise<void> {
    return this.desk.opensQuestion(words);
  }

  async tab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  async writes(box: string, words: string): Promise<void> {
    await this.page.getByRole('textbox', { name: box, exact: true }).fill(words);
  }

  /** Presses a button of the dialog that is open, and waits until it has closed. */
  async inDialog(name: string): Promise<void> {
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('button', { name, exact: true }).last().click();
    await dialog.getByRole('button', { name, exact: true }).last().waitFor({ state: 'detached' });
  }

  /** Waits until a greyed button says why. */
  async why(button: string, reason: string): Promise<void> {
    const greyed = this.verb(button);
    await greyed.focus();
    await this.page.getByRole('tooltip').filter({ hasText: reason }).waitFor();
  }
}
