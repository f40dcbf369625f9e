import { defineConfig } from '@playwright/test';

const baseURL = process.env.HUIYIN_URL;
if (!baseURL) throw new Error('HUIYIN_URL names the console of a demo instance; "make web-test" starts one');

export default defineConfig({
  testDir: 'tests',
  outputDir: 'results/failures',
  reporter: [['list']],
  // The tests share one instance and one case follows the next, as in the office.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  // The longest walk takes 25 s on an idle machine and 100 s on one with twenty waiting processes.
  timeout: 300_000,
  // Reads follow their write within 2 s (Huiyin-After); the rest is a machine with two busy cores.
  expect: { timeout: 20_000 },
  use: {
    baseURL,
    testIdAttribute: 'data-test',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1366, height: 768 },
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.HUIYIN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Date fields follow the browser's language, not the page's.
        '--lang=zh-CN',
      ],
    },
  },
});
