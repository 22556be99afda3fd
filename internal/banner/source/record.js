// Each choice is sent as a record, once; by sendBeacon where the page is left before the answer. What
// may not have arrived is kept under the banner's own declared name, and sent again: never another
// question, and never a page that waits.
const tooOld = 23 * 3600e3; // the server believes a clock for a day
const most = 10; // times that a record is refused before it is given up

/**
 * recorder keeps choices and sends them. Of each time that the server takes one for no record, refused
 * is told the status; 0 where the answer may not be read.
 */
export function recorder({ controller, cookies }, origin, refused) {
  const endpoint = `${origin}/v1/${controller}/consents`;

  let busy = false;
  let kept = []; // for storage that is full or forbidden

  // The site may have used the name for something of its own before.
  function waiting() {
    try {
      return JSON.parse(localStorage.getItem(cookies.answer)).filter((r) => r.idempotency_key);
    } catch {
      return kept;
    }
  }

  function wait(list) {
    kept = list;
    try {
      if (list.length) localStorage.setItem(cookies.answer, JSON.stringify(list));
      else localStorage.removeItem(cookies.answer);
    } catch { /* as above */ }
  }

  /** keep sends a choice. A visitor makes one at a time: that is the key by which a second sending is known. */
  function keep(choice) {
    wait([...waiting(), { ...choice, idempotency_key: choice.visitor + choice.decided }]);
    send();
  }

  /** leave has the browser send what is not answered when the page goes. */
  function leave() {
    const [record, more] = waiting();
    // The newest record counts, so that one which overtook an older would be wrong: in order, or alone.
    if (busy && record && !more) navigator.sendBeacon(endpoint, JSON.stringify({ ...record, tries: undefined }));
  }

  /** attempt is the status of the server's answer to a record, 0 for one that may not be read, and 503 for none. */
  async function attempt({ decided, ...rest }) {
    const wrong = !decided || Date.now() - Date.parse(decided) > tooOld;
    const post = { method: 'POST', body: JSON.stringify(wrong ? rest : { decided, ...rest }), keepalive: true, credentials: 'omit' };
    try {
      const answer = await fetch(endpoint, post);
      if (answer.status !== 422) return answer.status;
      const fault = await answer.text();
      if (fault.includes('idempotency_mismatch')) return 200; // it is there, with another time
      // The clock of this device is wrong: the server's own counts, and what was decided stays proven.
      return !wrong && fault.includes('/decided') ? attempt(rest) : 422;
    } catch {
      // A lost network fails here too. A server that does not know the site answers, unread.
      return fetch(endpoint, { ...post, mode: 'no-cors' }).then(() => 0, () => 503);
    }
  }

  /** send sends in order what is not known to have arrived. The key makes the second of two nothing new. */
  async function send() {
    if (busy) return;
    busy = true;
    const tried = [];
    for (let next; (next = waiting().find((r) => !tried.includes(r.idempotency_key)));) {
      const { tries = 1, ...record } = next;
      tried.push(record.idempotency_key);
      const status = await attempt(record);
      if (status >= 500 || [408, 425, 429].includes(status)) break; // the next page, or the network's return, tries again
      const list = waiting();
      const at = list.findIndex((r) => r.idempotency_key === record.idempotency_key);
      if (status >= 200 && status < 300) {
        wait(list.slice(at + 1)); // what was refused before it would come after it now, and be taken for newer
        continue;
      }
      // Another try may find the site declared; those after it do not wait for that.
      if (at >= 0 && tries < most) list[at].tries = tries + 1;
      else list.splice(at, at < 0 ? 0 : 1);
      wait(list);
      refused(status);
    }
    busy = false;
  }

  return { keep, leave, send };
}
