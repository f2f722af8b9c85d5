/** 只有这些才算服务中断：其余的攻击者都能自己制造 / an outage; others an attacker can bring about */
const DOWN = ['timeout', 'network', 'service'];

/**
 * 服务中断时有限度地放行 / Lets people in while the service is down, within bounds.
 *
 * 每分钟最多 perMinute 次；连续中断超过 minutesInARow 分钟就不再放行，直到有一分钟没有中断。
 * At most perMinute a minute; after minutesInARow minutes in a row nobody, until a minute without an outage.
 * 每个进程各算各的 / each process counts for itself.
 *
 * @param {{ perMinute: number, minutesInARow: number, log?: (line: string) => void, nowMs?: () => number }} bounds
 */
function createLetIn({ perMinute, minutesInARow, log = console.warn, nowMs = Date.now }) {
  let minute = -Infinity; // 最近一次中断所在的分钟 / the last minute with an outage
  let minutesDown = 0;
  let letIn = 0;
  return (/** @type {import('tcaptcha-wasm').CheckOutcome} */ outcome) => {
    if (outcome.status !== 'unavailable' || !DOWN.includes(outcome.reason)) return false;
    const now = Math.floor(nowMs() / 60000);
    if (now !== minute) {
      minutesDown = now === minute + 1 ? minutesDown + 1 : 1;
      minute = now;
      letIn = 0;
    }
    if (minutesDown > minutesInARow || letIn >= perMinute) return false;
    letIn += 1;
    log(`captcha: let in unchecked (${outcome.reason}), ${letIn} of ${perMinute}, minute ${minutesDown} of ${minutesInARow}`);
    return true;
  };
}

module.exports = { createLetIn };
