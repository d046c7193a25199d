import type { Locator } from 'playwright-core';
import { DeskPage } from './desk.js';

/** Somebody who administers, by what is seen; every click is counted. */
export class Administrator extends DeskPage {
  clicks = 0;

  override async presses(name: string | RegExp): Promise<void> {
    this.clicks += 1;
    await super.presses(name);
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
  }

  /** A page of the list on the left. */
  async opens(page: string, area?: string): Promise<void> {
    this.clicks += 1;
    const nav = this.page.getByRole('navigation', { name: 'Administration' });
    const within = area
      ? nav.locator('section').filter({ has: this.page.getByRole('heading', { name: area }) })
      : nav;
    await within.getByRole('link', { name: page, exact: true }).first().click();
  }

  async follows(link: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.page.getByRole('main').getByRole('link', { name: link }).first().click();
  }

  async administers(): Promise<void> {
    this.clicks += 1;
    await this.page
      .getByRole('navigation', { name: 'Parts of the desk' })
      .getByRole('link', { name: 'Administration' })
      .click();
    await this.page.getByRole('navigation', { name: 'Administration' }).waitFor();
  }

  async types(label: string | RegExp, text: string): Promise<void> {
    await this.labelled(label).fill(text);
  }

  async chooses(label: string | RegExp, option: string): Promise<void> {
    this.clicks += 1;
    const exact = typeof label === 'string';
    await this.page.getByRole('combobox', { name: label, exact }).first().selectOption({ label: option });
  }

  async checks(label: string | RegExp): Promise<void> {
    this.clicks += 1;
    await this.labelled(label).check();
  }

  private labelled(label: string | RegExp): Locator {
    return this.page.getByLabel(label, { exact: typeof label === 'string' }).first();
  }

  async saves(): Promise<void> {
    await this.presses('Save');
    await this.page.getByText('Saved.').first().waitFor();
  }

  /** Goes to an address of the desk without loading it anew. */
  async goesTo(path: string): Promise<void> {
    await this.page.evaluate(
      `history.pushState(null, '', ${JSON.stringify(`/desk${path}`)}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }

  /** By the link of an invitation, as it was mailed. */
  async choosesPassword(link: string, password: string): Promise<void> {
    await this.page.goto(link);
    await this.types('New password', password);
    await this.types('The same once more', password);
    await this.presses('Set password');
    await this.page.getByLabel('New password').waitFor({ state: 'detached' });
  }
}
