// The cookie banner of a controller's site: vanilla-cookieconsent, told by the declaration.
import * as cc from 'vanilla-cookieconsent';
import { announce, update } from './mode.js';
import { put, remove } from './cookies.js';
import { frames } from './frames.js';
import { run, scripts } from './late.js';
import { recorder } from './record.js';
import { links, offer, wire } from './page.js';
import { dress } from './style.js';
import { language, translation } from './text.js';

/* global ordholdenConfig: the controller's, put before this bundle */
const config = ordholdenConfig;
const origin = new URL(document.currentScript.src).origin;
const lang = language(config.text, [document.documentElement.lang, navigator.language]);
const text = config.text[lang];
const required = config.categories.filter((c) => c.required).map((c) => c.id);
const signal = navigator.globalPrivacyControl === true;
const listeners = [];
const { keep, leave, send } = recorder(config, origin, refused);
let theirs = []; // scripts that the library has found
let tagged = []; // categories that have scripts on this page
let ran = []; // categories with a yes, whose scripts may have run on this page

const given = () => (cc.validConsent() ? cc.getCookie('categories') || [] : []);

/** choices is what stands, by purpose; nothing before there is a choice. */
const choices = () => {
  if (!cc.validConsent()) return null;
  const yes = given();
  return Object.fromEntries(config.categories.filter((c) => !c.required).map((c) => [c.id, yes.includes(c.id)]));
};

/** waits is what is said where a frame of a category waits. */
const waits = (id) => {
  const i = config.categories.findIndex((c) => c.id === id);
  return i < 0 ? '' : text.waits.replace('{name}', text.categories[i][0]);
};

/** refused tells whoever runs the site that a choice counts here and is not proven: what it was answered with. */
function refused(status) {
  console.warn('ordholden: the choice was not recorded:', status || 'is the origin declared?');
  for (const fn of listeners) fn(choices(), { status });
}

/** pass lets through what is on the page by now, and shows what can be done about it. */
function pass() {
  const yes = given();
  tagged.push(...run(yes, theirs));
  frames(yes, waits, text.open);
  offer(yes.some((c) => !required.includes(c)), cc.validConsent());
}

/** apply lets through what has a yes, and takes away the cookies of what has none. */
function apply() {
  const yes = given();
  update(config.categories, yes);
  remove(config.categories.filter((c) => !c.required && !yes.includes(c.id)).flatMap((c) => c.cookies));
  pass();
  const gone = ran.filter((id) => !yes.includes(id));
  ran = yes;
  const made = choices();
  for (const fn of listeners) fn(made);
  return gone;
}

/** decided keeps a choice where it is declared to be kept, and sends it as a record. */
function decided(cookie, mechanism) {
  put(config.cookies.answer, String(config.revision), config.cookies.days);
  // A yes that is given while the browser sends its signal counts over the signal; an older one does not.
  if (signal === !(cookie.data && cookie.data.gpc)) cc.setCookieData({ value: signal ? { gpc: true } : null });
  const decisions = {};
  for (const c of config.categories) {
    if (!c.required) decisions[c.id] = cookie.categories.includes(c.id) ? 'given' : 'refused';
  }
  keep({
    visitor: cookie.consentId, decisions, notice: text.notice, interface: text.shown, language: lang, mechanism, decided: new Date().toISOString(),
  });
}

/**
 * signaled turns an older yes into a no before anything of it runs, and is that no. Who has said nothing
 * yet stays unknown: the signal is a no, and no reason to store anything about its sender.
 */
function signaled() {
  const kept = cc.getCookie(undefined, config.cookies.choices);
  const old = kept.consentId && Array.isArray(kept.categories) && !(kept.data && kept.data.gpc);
  if (!signal || !old || !kept.categories.some((id) => !required.includes(id))) return null;
  kept.categories = required;
  kept.data = { gpc: true };
  kept.lastConsentTimestamp = new Date().toISOString();
  put(config.cookies.choices, encodeURIComponent(JSON.stringify(kept)), config.cookies.days);
  return kept;
}

/**
 * fresh takes over what was decided in another tab, or on a newer page: nobody is asked again, and one
 * visitor stays one. What has run of a purpose that has no yes any more ends with the page.
 */
function fresh() {
  const kept = cc.getCookie();
  if (ran.some((c) => !(kept.categories || []).includes(c))) location.reload();
  else if (!cc.validConsent() && kept.consentId && kept.revision === config.revision) {
    cc.reset();
    ask();
  }
}

/** ask has the library ask, unless there is an answer. */
const ask = () => cc.run({
  revision: config.revision,
  autoShow: !signal,
  hideFromBots: false, // what holds for people holds for programs: nothing is stored before a yes
  autoClearCookies: false, // the library looks at one domain and one path; remove() looks at all
  cookie: { name: config.cookies.choices, domain: '', expiresAfterDays: config.cookies.days, sameSite: 'Lax' },
  guiOptions: { consentModal: { layout: 'box', position: 'bottom left' }, preferencesModal: { layout: 'box' } },
  categories: Object.fromEntries(config.categories.map((c) => [c.id, { enabled: c.required, readOnly: c.required }])),
  language: { default: lang, translations: { [lang]: translation(config, text, lang, origin) } },
  onFirstConsent: ({ cookie }) => decided(cookie, 'banner'),
  onConsent: () => { apply(); },
  onChange: ({ cookie }) => {
    const gone = apply();
    decided(cookie, 'banner');
    // A script that has run cannot be stopped otherwise, and would set its cookies again.
    if (gone.some((c) => tagged.includes(c))) location.reload();
  },
  onModalReady: (made) => { wire(made); pass(); },
});

// wanted opens the choices for who comes by the address that our own pages lead to.
const wanted = () => { if (location.hash === '#ordholden') cc.showPreferences(); };

async function start() {
  dress(origin + config.style);
  theirs = Array.from(scripts());
  tagged = theirs.map((s) => s.dataset.category);
  const late = signaled();
  await ask();
  if (late) decided(late, 'signal');
  if (!cc.validConsent()) apply();
  const lasting = links(text, {
    open: cc.showPreferences,
    refuse: () => cc.acceptCategory([]),
    receipt: () => location.assign(`${origin}/v1/${config.controller}/visitors/${cc.getCookie('consentId')}/consents`),
  });
  pass();
  send();
  wanted();
  addEventListener('hashchange', wanted);
  addEventListener('online', send);
  addEventListener('pagehide', leave);
  addEventListener('pageshow', (e) => { if (e.persisted) fresh(); });
  addEventListener('visibilitychange', () => { if (!document.hidden) fresh(); });
  addEventListener('storage', fresh); // a choice in another tab is kept there until it has arrived
  new MutationObserver(() => { lasting(); pass(); }).observe(document.documentElement, { childList: true, subtree: true });
}

// A page that names the script twice has one banner.
if (!window.ordholden) {
  window.ordholden = { open: () => cc.showPreferences(), choices, onChange: (fn) => { listeners.push(fn); } };
  announce(config.categories); // before any tag: the rest waits for the page
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
  else start();
}
