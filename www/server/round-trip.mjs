// One whole round on the terminal, through the same addresses that the page uses.
const short = (text) => (text.length > 44 ? `${text.slice(0, 41)}…` : text);
const line = (name, value) => console.log(`  ${name.padEnd(28)}${value}`);

export async function printRoundTrip(url) {
  const post = async (path, body) => {
    const response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
    return response.json();
  };
  const check = async (name, captchaResult, expected) => {
    const outcome = await post('api/check', { captchaResult });
    const found = outcome.reason ? `${outcome.status}, ${outcome.reason}` : outcome.status;
    line(name, found);
    if (found !== expected) throw new Error(`${name}: expected ${expected}, found ${found}`);
  };

  console.log('One round trip, against the simulator:');
  const { aidEncrypted } = await post('api/aidEncrypted', {});
  line('token', short(aidEncrypted));
  const solved = { flow: 'plugin', outcome: 'solved', aidEncrypted };
  const { delivered } = await post('api/demo/solve', solved);
  line('widget hands over', short(JSON.stringify(delivered.detail ?? delivered)));
  await check('check', delivered, 'passed');
  await check('the same ticket again', delivered, 'rejected, replayed');
  const ticket = `trerror_1001_123456789_${Math.floor(Date.now() / 1000)}`;
  const forged = { type: 'verify', detail: { ret: 0, ticket } };
  await check('a disaster-recovery ticket', forged, 'rejected, fallback_ticket');
}
