// Every main page in both languages: no barrier that axe finds (WCAG 2 A and AA), nothing wider than the screen.
import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Desk, type Role } from './office';

const PAGES: { role: Role; path: string; name: string }[] = [
  { role: 'registrar', path: '/', name: 'my-work' },
  { role: 'registrar', path: '/register', name: 'register' },
  { role: 'supervisor', path: '/board', name: 'board' },
  { role: 'supervisor', path: '/ledger', name: 'ledger' },
  { role: 'leader', path: '/alerts', name: 'alerts' },
  { role: 'leader', path: '/roster', name: 'roster' },
  { role: 'leader', path: '/drill', name: 'drill' },
  { role: 'secadmin', path: '/admin/users', name: 'users' },
  { role: 'sysadmin', path: '/admin/units', name: 'units' },
  { role: 'auditor', path: '/audit', name: 'audit' },
];

async function check(seat: Desk, name: string): Promise<void> {
  await seat.picture(`30-${name}`);
  const found = await new AxeBuilder({ page: seat.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze();
  const barriers = found.violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join(' | ')}`,
  );
  expect.soft(barriers, name).toEqual([]);
  const wider = await seat.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(wider, `${name} is wider than the screen by this many pixels`).toBeLessThanOrEqual(0);
}

for (const { role, path, name } of PAGES) {
  test(`${name} can be read and used by everyone`, async ({ desk }) => {
    const seat = await desk(role);
    await seat.page.goto(path);
    await expect(seat.page.getByTestId('page-title')).toBeVisible();
    await check(seat, name);
  });
}

test('a case can be read and used by everyone, light and dark', async ({ desk }) => {
  const supervisor = await desk('supervisor');
  await supervisor.page.goto('/ledger');
  await supervisor.page.getByTestId('ledger-open').first().click();
  await expect(supervisor.page.getByTestId('case-number')).toBeVisible();
  await check(supervisor, 'case');
  await supervisor.page.getByTestId('theme-switch').click();
  await check(supervisor, 'case-dark');
});

test('a leader can answer at night, on a phone', async ({ desk }) => {
  const leader = await desk('leader');
  await leader.page.setViewportSize({ width: 360, height: 800 });
  for (const [path, name] of [['/', 'my-work'], ['/alerts', 'alerts'], ['/roster', 'roster']] as const) {
    await leader.page.goto(path);
    await expect(leader.page.getByTestId('page-title')).toBeVisible();
    await check(leader, `phone-${name}`);
  }
});

test('the switch turns every page into English and stays', async ({ desk }) => {
  const supervisor = await desk('supervisor');
  const { page } = supervisor;
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByTestId('lang-switch').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const path of ['/', '/board', '/ledger', '/alerts', '/roster']) {
    await page.goto(path);
    await expect(page.getByTestId('page-title')).toBeVisible();
    await expect(page.getByTestId('page-title')).not.toContainText(/\p{Script=Han}/u);
    await supervisor.picture(`40-english-${path.slice(1) || 'my-work'}`);
  }
});

test('a wrong password is answered in words', async ({ page }) => {
  await page.goto('/signin');
  await page.getByTestId('login-username').fill('auditor');
  await page.getByTestId('login-password').fill('not-the-password');
  await page.getByTestId('login-submit').click();
  await expect(page.getByTestId('login-problem')).not.toBeEmpty();
});
