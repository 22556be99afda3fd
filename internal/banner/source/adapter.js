// For a site that keeps Klaro, or a banner of its own: send what a visitor chose, and it is recorded
// as our banner's choices are. The site asks for consent; this only tells of it.
//
//   const record = ordholdenRecorder('https://personvern.example.com', 'example', 'nb');
//   record({ statistics: true, 'support-chat': false }).catch(console.warn);
//
// Name every purpose that visitors are asked about. With Klaro, name the services as the purposes:
//   manager.watch({ update: (m, kind, data) => kind === 'saveConsents' && record(data.consents) });
// It rejects where nothing was recorded: call it again then. Ask anew when `revision` of `${origin}/v1/${controller}/banner` is another than when you asked last.
function ordholdenRecorder(origin, controller, language) {
  const id = 'ordholden-visitor', waits = 'ordholden-waits'; // declare both, as your statement must name them
  const send = async () => {
    const body = localStorage.getItem(waits);
    const answer = body && await fetch(`${origin}/v1/${controller}/consents`, { method: 'POST', body, keepalive: true });
    if (body && (answer.ok || answer.status === 422) && body === localStorage.getItem(waits)) localStorage.removeItem(waits);
    if (body && !answer.ok) throw new Error(`not recorded: ${answer.status} ${await answer.text()}`);
  };
  send().catch(() => {}); // what a page before this one could not send: the newest choice is the one that counts
  return async (choices) => {
    const { languages } = await (await fetch(`${origin}/v1/${controller}/banner`)).json();
    const shown = languages.find((l) => l.language === language.slice(0, 2)) || languages[0];
    const visitor = localStorage.getItem(id) || crypto.randomUUID(), decided = new Date().toISOString();
    const decisions = Object.fromEntries(Object.entries(choices).map(([p, yes]) => [p, yes ? 'given' : 'refused']));
    localStorage.setItem(id, visitor);
    localStorage.setItem(waits, JSON.stringify({ visitor, decisions, notice: shown.notice, language: shown.language, mechanism: 'banner', decided, idempotency_key: visitor + decided }));
    return send();
  };
}
