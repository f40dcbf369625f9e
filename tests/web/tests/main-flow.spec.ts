// Issue flow: register, assign with the six fixings (R2), accept, progress, decide, serve, close.
import { choose, expect, test } from './office';

const SUBJECT = '安置房电梯停运两个月无人维修';
const LEAD_UNIT = '住房和城乡建设局';
// The demo user `handler`.
const HANDLER = '叶知秋';

test('a petition goes from the counter to its closing, each step at its own desk', async ({ desk }) => {
  let caseId = '';

  await test.step('the registrar registers it and gets a number and a receipt code (I5)', async () => {
    const registrar = await desk('registrar');
    const { page } = registrar;
    await registrar.picture('01-my-work-registrar');
    await page.getByTestId('nav-register').click();

    await page.getByTestId('register-save').click();
    await expect(page.getByTestId('form-summary')).toBeVisible();
    await registrar.picture('02-register-refused');

    await page.getByTestId('register-channel-letter').click();
    await page.getByTestId('register-subject').fill(SUBJECT);
    await page.getByTestId('register-body').fill('云溪花园三号楼两部电梯自九月起停运，楼上老人下不了楼，多次向物业反映没有结果。');
    await page.getByTestId('register-place').fill('云溪镇');
    await page.getByTestId('register-persons').fill('3');
    await page.getByTestId('register-petitioner-name-0').fill('李秀兰');
    await page.getByTestId('register-petitioner-phone-0').fill('13800000000');
    await registrar.picture('03-register-filled');
    await page.getByTestId('register-save').click();
    await expect(page.getByTestId('register-receipt-number')).not.toBeEmpty();
    await expect(page.getByTestId('register-receipt-code')).not.toBeEmpty();
    await registrar.picture('04-receipt');

    await page.getByTestId('register-receipt-open').click();
    await expect(page.getByTestId('case-number')).toBeVisible();
    await registrar.expectStatus('registered');
    caseId = new URL(page.url()).pathname.split('/').pop() ?? '';
    // The page shows the name masked: whoever needs it reveals it with a reason.
    await expect(page.getByTestId('case-petitioners')).not.toContainText('李秀兰');
    await expect(page.locator('[data-test="clock-row"][data-rule="route"]')).toBeVisible();
  });

  await test.step('the router assigns it with the six fixings', async () => {
    const router = await desk('router');
    const { page } = router;
    await router.openCase(caseId);
    await page.getByTestId('action-assign').click();
    await expect(page.getByTestId('assign-dialog')).toBeVisible();
    await page.getByTestId('assign-submit').click();
    await expect(page.getByTestId('assign-dialog')).toBeVisible();
    await router.picture('05-assign-without-the-six');

    await choose(page, 'assign-lead_unit', LEAD_UNIT);
    await choose(page, 'assign-responsible_leader', '局长');
    await choose(page, 'assign-handler', HANDLER);
    await choose(page, 'assign-supervising_unit', '信访局');
    await page.getByTestId('assign-requirement').fill('查清停运原因，督促维保单位限期修复，并答复信访人。');
    await router.picture('06-assign-filled');
    await page.getByTestId('assign-submit').click();
    await expect(page.getByTestId('assign-dialog')).toBeHidden();
    await router.expectStatus('assigned');
    await expect(page.locator('[data-test="clock-row"][data-rule="route"]')).toHaveAttribute('data-state', 'stopped');
    await router.picture('07-assigned');
  });

  await test.step('the handler accepts, reports, decides and serves', async () => {
    const handler = await desk('handler');
    const { page } = handler;
    const mine = page.locator(`[data-test="work-row"][data-case="${caseId}"]`);
    await expect(mine).toBeVisible();
    await handler.picture('08-my-work-handler');
    await handler.openCase(caseId);

    await page.getByTestId('action-accept').click();
    await page.getByTestId('accept-submit').click();
    await handler.expectStatus('accepted');
    await expect(page.locator('[data-test="clock-row"][data-rule="handle"]')).toHaveAttribute('data-state', 'running');

    await page.getByTestId('action-progress').click();
    await page.getByTestId('progress-summary').fill('已约维保单位到场，控制柜主板烧毁，配件三日内到。');
    await page.getByTestId('progress-submit').click();
    await handler.expectStatus('handling');

    await page.getByTestId('action-decide').click();
    await page.getByTestId('decide-outcome').selectOption('supported');
    await page.getByTestId('decide-summary').fill('电梯已修复并通过检验，维保单位另作处理。');
    await page.getByTestId('decide-legal_basis').fill('《特种设备安全法》第四十五条');
    await page.getByTestId('decide-submit').click();
    await handler.expectStatus('decided');
    await expect(page.locator('[data-test="clock-row"][data-rule="handle"]')).toHaveAttribute('data-state', 'stopped');

    await page.getByTestId('action-serve').click();
    await page.getByTestId('serve-method').selectOption('in_person');
    await page.getByTestId('serve-submit').click();
    await handler.expectStatus('served');
    // Whoever handled a case does not close it; the button says who may.
    await expect(page.getByTestId('action-close')).toBeDisabled();
    await expect(page.getByTestId('action-reason-close')).toContainText('信访局长');
    await handler.picture('09-served');
  });

  await test.step('the director closes it', async () => {
    const director = await desk('director');
    const { page } = director;
    await director.openCase(caseId);
    await page.getByTestId('action-close').click();
    await page.getByTestId('close-result').selectOption('settled');
    await page.getByTestId('close-submit').click();
    await director.expectStatus('closed');
    await director.picture('10-closed');
  });

  await test.step('the ledger finds it by its matter, and nothing can be done to it any more', async () => {
    const supervisor = await desk('supervisor');
    const { page } = supervisor;
    await page.getByTestId('nav-ledger').click();
    await page.getByTestId('ledger-q').fill('安置房电梯停运');
    await page.getByTestId('ledger-search').click();
    await expect(page.locator(`[data-test="ledger-row"][data-case="${caseId}"]`)).toBeVisible();
    await supervisor.picture('11-ledger');
    await supervisor.openCase(caseId);
    await supervisor.expectStatus('closed');
    await expect(page.getByTestId('timeline-item').first()).toBeVisible();
  });
});
