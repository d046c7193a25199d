import type { Page } from 'playwright-core';

/** A patron before a library's page: finds things by what a person sees. */
export class Patron {
  constructor(
    readonly page: Page,
    readonly url: string,
  ) {}

  async opens(slug: string, search = ''): Promise<void> {
    await this.page.goto(`${this.url}/ask/${slug}/${search}`);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  async asks(question: string, name: string, email?: string): Promise<void> {
    await this.page.getByLabel('Your question').fill(question);
    await this.page.getByLabel('Your name').fill(name);
    if (email) await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByRole('button', { name: 'Start the chat' }).click();
    await this.page.getByRole('heading', { name: 'A librarian will be with you shortly' }).waitFor();
  }

  async says(text: string): Promise<void> {
    await this.page.getByLabel('Write a message').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until a line with these words is there, and not only on its way. */
  receives(text: string): Promise<void> {
    const line = this.page.locator('[role=log] > :not(.pending)').filter({ hasText: text });
    return line.first().waitFor({ timeout: 30_000 });
  }

  /** All that stands in the chat, as a person reads it. */
  async reads(): Promise<string[]> {
    return (await this.page.locator('[role=log] .bubble .words').allInnerTexts()).map((text) => text.trim());
  }
}
