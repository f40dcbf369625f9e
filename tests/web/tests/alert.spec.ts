// A case runs past its last day while the office looks on: light, page, acknowledgement (E4, E5).
import { expect, test, type Desk } from './office';

type Clock = { rule: string; state: string; light: string; due_rolled: string };

/** Calls the service as the signed-in user of that desk; the cookie goes along. */
async function call<T>(desk: Desk, method: string, path: string, data?: unknown): Promise<T> {
  const answer = await desk.page.request.fetch(path, {
    method,
    data,
    headers: { 'X-Huiyin': '1', 'Idempotency-Key': crypto.randomUUID() },
  });
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBeTruthy();
  return (await answer.json()) as T;
}

const DAY_MS = 86_400_000;
const chinaDate = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);

test('a case turns red, the on-call leader sees the alert live and acknowledges it', async ({ desk }) => {
  test.setTimeout(480_000);
  const registrar = await desk('registrar');
  const leader = await desk('leader');
  await leader.page.getByTestId('nav-alerts').click();
  await expect(leader.page.getByTestId('alerts-state-open')).toBeVisible();

  // Received so long ago that its last day for routing (15 days, rolled to a working day) is today or the nearest
  // one after: it turns red as the business day ends. In the drill that is at most a minute for each day.
  const instance = await call<{ business_now: string }>(registrar, 'GET', '/api/console/v1/instance');
  const today = chinaDate(Date.parse(instance.business_now));
  let caseId = '';
  for (let days = 15; days >= 11 && !caseId; days -= 1) {
    const received = new Date(Date.parse(`${today}T02:00:00Z`) - days * DAY_MS).toISOString();
    const petition = await call<{ id: string; case_number: string }>(registrar, 'POST', '/api/intake/v1/petitions', {
      channel: 'call',
      subject: `沿河路路灯不亮（${days} 日前来电）`,
      body: '沿河路东段十余盏路灯不亮，夜间行走不便。',
      persons: 1,
      place: '云溪镇',
      received_at: received,
    });
    await expect
      .poll(async () => (await clocks(registrar, petition.id)).some((clock) => clock.rule === 'route'), { timeout: 20_000 })
      .toBeTruthy();
    const route = (await clocks(registrar, petition.id)).find((clock) => clock.rule === 'route');
    if (route && route.due_rolled >= today && route.light !== 'red') caseId = petition.id;
  }
  expect(caseId, 'a case whose last day has not ended').not.toBe('');

  // Nothing is reloaded: the card arrives by the live stream.
  const card = leader.page.locator(`[data-test="alert-card"][data-case="${caseId}"][data-kind="overdue"]`);
  await expect(card).toBeVisible({ timeout: 400_000 });
  await leader.picture('20-alert-live');
  const alertId = await card.getAttribute('data-alert');

  await card.getByTestId('alert-ack').click();
  await leader.page.getByTestId('alerts-state-acknowledged').click();
  const acknowledged = leader.page.locator(`[data-test="alert-card"][data-alert="${alertId}"]`);
  await expect(acknowledged).toHaveAttribute('data-state', 'acknowledged');
  await leader.picture('21-alert-acknowledged');

  await leader.openCase(caseId);
  await expect(leader.page.getByTestId('case-light')).toHaveAttribute('data-light', 'red');
  await leader.picture('22-case-red');

  // The drill inbox shows what the leader's phone received, with its signature checked.
  await leader.page.getByTestId('nav-drill').click();
  const items = leader.page.getByTestId('drill-item');
  await expect(items.first()).toBeVisible();
  await expect(leader.page.getByTestId('drill-verified').first()).toHaveAttribute('data-verified', 'true');
  await leader.picture('23-drill-inbox');
});

async function clocks(desk: Desk, caseId: string): Promise<Clock[]> {
  // 404 until the registration has reached supervision.
  const answer = await desk.page.request.get(`/api/supervision/v1/cases/${caseId}/clocks`);
  return answer.ok() ? ((await answer.json()) as { items: Clock[] }).items : [];
}
