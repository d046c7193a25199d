import type { Locator, Page } from 'playwright-core';

/** A librarian at the desk, by what is seen there. */
export class DeskPage {
  constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  async signsIn(email: string, password = 'carrel-demo'): Promise<void> {
    await this.page.goto(`${this.url}/desk/`);
    await this.givesPassword(email, password);
    await this.isIn();
  }

  async givesPassword(email: string, password = 'carrel-demo'): Promise<void> {
    await this.page.getByLabel('E-mail address').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.presses('Sign in');
  }

  async isIn(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Parts of the desk' }).waitFor();
  }

  async signsOut(): Promise<void> {
    await this.picks('Sign out');
    await this.page.getByRole('heading', { name: 'Sign in to the desk' }).waitFor();
  }

  /** From the menu of one's account. */
  async picks(entry: string): Promise<void> {
    await this.presses(/^Account of/);
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  /** One page of one's own account. */
  async opensAccount(page: string): Promise<void> {
    await this.picks('My account');
    await this.page.getByRole('navigation', { name: 'My account' }).getByRole('link', { name: page }).click();
    await this.page.getByRole('heading', { level: 2, name: page }).waitFor();
  }

  /** Starts a shift on all real queues, or moves one here. */
  async startsShift(): Promise<void> {
    await this.presses('Choose all');
    await this.page.getByRole('button', { name: /^(Start monitoring|Move the shift here)$/ }).click();
    await this.button(/^Available/).waitFor();
  }

  async logsOutOfChat(): Promise<void> {
    await this.presses(/^(Available|Away)/);
    await this.page.getByRole('menuitem', { name: 'Log out of chat' }).click();
    await this.page.getByRole('heading', { name: 'Start a shift' }).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  /** Goes on by Tab until something has the focus, as somebody without a mouse does. */
  async tabsTo(what: Locator): Promise<void> {
    await what.waitFor();
    for (let n = 0; n < 80; n += 1) {
      if (await what.evaluate((it) => it === it.ownerDocument.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    throw new Error(`${what.toString()} is not reached by Tab.`);
  }

  /** Waits until the tour is at a step. */
  async step(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 2, name: title }).waitFor();
  }

  async accepts(patron: string): Promise<void> {
    await this.presses(`Accept ${patron}`);
    await this.page.getByRole('heading', { level: 1, name: patron }).waitFor();
  }

  async says(patron: string, words: string): Promise<void> {
    await this.page.getByLabel(`Reply to ${patron}`).fill(words);
    await this.page.keyboard.press('Enter');
    await this.receives(patron, words);
  }

  async receives(patron: string, words: string): Promise<void> {
    await this.page
      .getByRole('log', { name: `Conversation with ${patron}` })
      .getByText(words)
      .waitFor();
  }

  async ends(code: string): Promise<void> {
    await this.presses('End');
    await this.page.getByRole('radio', { name: new RegExp(`^${code}`) }).check();
    await this.presses('End chat');
  }

  /** One of the parts of the desk, from the bar at the top. */
  async opensPart(part: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Parts of the desk' })
      .getByRole('link', { name: part, exact: true })
      .click();
  }

  async opensList(list: string): Promise<void> {
    await this.opensPart('Questions');
    await this.page
      .getByRole('navigation', { name: 'Question lists' })
      .getByRole('link', { name: list, exact: true })
      .click();
  }

  async opensQuestion(words: string): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name: words }).click();
    await this.page.getByRole('heading', { level: 1, name: words }).waitFor();
  }
}
