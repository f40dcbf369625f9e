// The desks of the office: each role signs in at a browser of its own, and every page is watched for what a
// user would never see: script errors, failed requests, breaches of the content security policy.
import { test as base, expect, type Browser, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export { expect };

const results = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'results');

export type Role = 'registrar' | 'router' | 'handler' | 'supervisor' | 'leader' | 'director' | 'sysadmin' | 'secadmin' | 'auditor';

export class Desk {
  constructor(
    readonly page: Page,
    readonly faults: string[],
  ) {}

  static async open(browser: Browser, options: object): Promise<Desk> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`script: ${error.message}`));
    page.on('console', (message) => {
      // "Who am I?" before signing in is answered with 401, and the browser remarks on it.
      const asksWhoIAm = message.location().url.endsWith('/api/console/v1/me') && message.text().includes('401');
      if (message.type() === 'error' && !asksWhoIAm) faults.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('requestfailed', (request) => {
      // What is under way when a page is left is broken off, the live stream always.
      const cause = request.failure()?.errorText;
      if (cause !== 'net::ERR_ABORTED') faults.push(`request: ${request.url()} ${cause}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    return new Desk(page, faults);
  }

  async signIn(role: Role): Promise<void> {
    await this.page.goto('/signin');
    await this.page.getByTestId('login-username').fill(role);
    await this.page.getByTestId('login-password').fill('demo');
    await this.page.getByTestId('login-submit').click();
    await expect(this.page.getByTestId('user-menu')).toBeVisible();
  }

  async picture(name: string): Promise<void> {
    // Skeletons and transitions last up to 150 ms; a picture of them shows nothing.
    await this.page.waitForTimeout(300);
    await this.page.screenshot({ path: path.join(results, `${name}.png`) });
  }

  async openCase(id: string): Promise<void> {
    await this.page.goto(`/cases/${id}`);
    await expect(this.page.getByTestId('case-number')).toBeVisible();
  }

  async expectStatus(status: string): Promise<void> {
    await expect(this.page.getByTestId('case-status')).toHaveAttribute('data-status', status);
  }
}

type Office = { desk: (role: Role) => Promise<Desk> };

export const test = base.extend<Office>({
  desk: async ({ browser, contextOptions, baseURL, viewport, locale, timezoneId }, use) => {
    const open: Desk[] = [];
    await use(async (role) => {
      const desk = await Desk.open(browser, { ...contextOptions, baseURL, viewport, locale, timezoneId });
      open.push(desk);
      await desk.signIn(role);
      return desk;
    });
    const faults = open.flatMap((desk) => desk.faults);
    for (const desk of open) await desk.page.context().close();
    expect(faults, 'errors in the browser').toEqual([]);
  },
});

/** Chooses the option of a native select whose text holds `part`, once it is there. */
export async function choose(page: Page, testId: string, part: string): Promise<void> {
  const select = page.getByTestId(testId);
  const option = select.locator('option').filter({ hasText: part }).first();
  await expect(option).toBeAttached();
  await select.selectOption((await option.getAttribute('value')) ?? '');
}
