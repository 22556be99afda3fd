// For a site that keeps Klaro, or a banner of its own: send what a visitor chose, and it is recorded
// as our banner's choices are. The site asks for consent; this only tells of it.
//
//   const record = ordholdenRecorder('https://personvern.example.com', 'example', 'nb');
//   record({ statistics: true, 'support-chat': false });
//
// Name every purpose that visitors are asked about. With Klaro, name the services as the purposes:
//   manager.watch({ update: (m, kind, data) => kind === 'saveConsents' && record(data.consents) });
function ordholdenRecorder(origin, controller, language) {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  const id = () => Array.from(crypto.getRandomValues(new Uint8Array(26)), (b, i) => digits[i < 25 ? b & 31 : b & 28]).join('');
  const shown = fetch(`${origin}/v1/${controller}/banner`).then((r) => r.json());
  return async (choices) => {
    const { notice } = (await shown).languages.find((l) => l.language === language);
    let visitor = localStorage.getItem('ordholden-visitor'); // declare it, as your statement must name it
    if (!visitor) localStorage.setItem('ordholden-visitor', visitor = id());
    const decisions = Object.fromEntries(Object.entries(choices).map(([p, yes]) => [p, yes ? 'given' : 'refused']));
    const body = JSON.stringify({ visitor, decisions, notice, language, mechanism: 'banner', decided: new Date().toISOString(), idempotency_key: id() });
    return navigator.sendBeacon(`${origin}/v1/${controller}/consents`, body);
  };
}
