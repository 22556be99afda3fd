// The cookie banner of a controller's site: vanilla-cookieconsent, told by the declaration.
import * as cc from 'vanilla-cookieconsent';
import { announce, update } from './mode.js';
import { put, remove } from './cookies.js';
import { frames } from './frames.js';
import { recorder } from './record.js';
import { links, offer, wire } from './page.js';
import { dress } from './style.js';
import { language, translation } from './text.js';

/* global ordholdenConfig: the controller's, put before this bundle */
const config = ordholdenConfig;
const script = document.currentScript;
const origin = script && script.src ? new URL(script.src).origin : 'https://' + config.host;
const lang = language(config.text, [document.documentElement.lang, navigator.language]);
const text = config.text[lang];
const required = config.categories.filter((c) => c.required).map((c) => c.id);
const signal = navigator.globalPrivacyControl === true;
const listeners = [];
const tagged = new Set(Array.from(document.querySelectorAll('script[data-category]'), (s) => s.dataset.category));
const { keep, resend } = recorder(config, origin, refused);
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

/** apply lets through what has a yes, and takes away the cookies of what has none. */
function apply() {
  const yes = given();
  update(config.categories, yes);
  remove(config.categories.filter((c) => !c.required && !yes.includes(c.id)).flatMap((c) => c.cookies));
  frames(yes, waits, text.open);
  offer(yes.some((id) => !required.includes(id)));
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
  keep(cookie.consentId, {
    decisions, notice: text.notice, interface: text.shown, language: lang, mechanism, decided: new Date().toISOString(),
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

/** fresh loads the page again where another tab, or a newer page, took back what this one still has. */
function fresh() {
  const kept = cc.getCookie('categories') || [];
  if (ran.some((id) => !kept.includes(id))) location.reload();
}

async function start() {
  dress(origin + config.style);
  announce(config.categories);
  const late = signaled();
  await cc.run({
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
      if (gone.some((id) => tagged.has(id))) location.reload();
    },
    onModalReady: wire,
  });
  if (late) decided(late, 'signal');
  if (!cc.validConsent()) apply();
  links(text, cc.showPreferences, () => cc.acceptCategory([]));
  offer(given().some((id) => !required.includes(id)));
  resend();
  addEventListener('online', resend);
  addEventListener('pageshow', (e) => { if (e.persisted) fresh(); });
  addEventListener('visibilitychange', () => { if (!document.hidden) fresh(); });
}

// A page that names the script twice has one banner.
if (!window.ordholden) {
  window.ordholden = { open: () => cc.showPreferences(), choices, onChange: (fn) => { listeners.push(fn); } };
  start();
}
