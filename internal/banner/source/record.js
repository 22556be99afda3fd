// Each choice is sent as a record. What may not have arrived is kept under the banner's own
// declared name, and sent again: never another question, and never a page that waits.
const tooOld = 23 * 3600e3; // the server believes a clock for a day

/** id writes 16 bytes, in hexadecimal, as the server writes its ids: Crockford's base 32. */
export function id(hex) {
  const digits = (BigInt('0x' + hex) << BigInt(2)).toString(32).padStart(26, '0');
  return digits.replace(/./g, (c) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(c, 32)]);
}

const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');

const endpoint = (config, origin) => `${origin}/v1/${config.controller}/consents`;

// Storage that is full or forbidden costs the second try, and nothing else.
function waiting(config) {
  try {
    return JSON.parse(localStorage.getItem(config.cookies.answer)) || [];
  } catch {
    return [];
  }
}

function wait(config, list) {
  try {
    if (list.length) localStorage.setItem(config.cookies.answer, JSON.stringify(list));
    else localStorage.removeItem(config.cookies.answer);
  } catch { /* as above */ }
}

/** keep sends a choice. The visitor's id is drawn by the library at the first choice. */
export function keep(config, origin, consentId, said) {
  const record = { visitor: id(consentId.replace(/-/g, '')), ...said, idempotency_key: id(random()) };
  const before = waiting(config);
  wait(config, [...before, record]);
  // The newest record counts, so that one which overtook an older would be wrong: in order, or alone.
  if (!before.length) navigator.sendBeacon(endpoint(config, origin), JSON.stringify(record));
  setTimeout(() => resend(config, origin), before.length ? 0 : 1000);
}

/** resend sends in order what is not known to have arrived. The key makes the second of two nothing new. */
export async function resend(config, origin) {
  for (let record = waiting(config)[0]; record; record = waiting(config)[0]) {
    const { decided, ...rest } = record;
    const body = JSON.stringify(Date.now() - Date.parse(decided) > tooOld ? rest : record);
    try {
      const answer = await fetch(endpoint(config, origin), { method: 'POST', body, keepalive: true, credentials: 'omit' });
      if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) return;
    } catch {
      return; // no network: the next page, or the network's return, tries again
    }
    wait(config, waiting(config).filter((r) => r.idempotency_key !== record.idempotency_key));
  }
}
