// Google Consent Mode v2: one default before any tag, then only updates.
const signals = [
  'ad_storage', 'ad_user_data', 'ad_personalization',
  'analytics_storage', 'functionality_storage', 'personalization_storage',
];

// Google's tags tell a call by its arguments object: an array is passed over.
function push() {
  (window.dataLayer = window.dataLayer || []).push(arguments);
}

const used = (categories) => categories.some((c) => c.signals.length);

const values = (categories, given) => Object.fromEntries(signals.map((s) => [
  s, categories.some((c) => given.includes(c.id) && c.signals.includes(s)) ? 'granted' : 'denied',
]));

/** announce says no to everything, unless the page has done so in its head. */
export function announce(categories) {
  const said = (window.dataLayer || []).some((c) => c[0] === 'consent' && c[1] === 'default');
  if (!used(categories) || said) return;
  push('consent', 'default', { ...values(categories, []), security_storage: 'granted', wait_for_update: 500 });
}

/** update says what has a yes now. */
export function update(categories, given) {
  if (used(categories)) push('consent', 'update', values(categories, given));
}
