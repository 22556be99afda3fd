// The words, in the shape that the library takes. It writes them as markup, so that they are escaped here.
const escape = (s) => s.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** language is the first of those wanted that there are words in; "no" is Bokmål. */
export function language(text, wanted) {
  for (const want of wanted) {
    const two = (want || '').slice(0, 2).toLowerCase();
    const known = two === 'no' ? 'nb' : two;
    if (text[known]) return known;
  }
  return 'nb';
}

const link = (href, label) => `<a class="cc__link" href="${escape(href)}">${escape(label)}</a>`;

function section(category, [name, description, cookies], head) {
  const columns = ['name', 'description', 'provider', 'lifetime'];
  const row = (values) => Object.fromEntries(columns.map((c, i) => [c, escape(values[i])]));
  return {
    title: escape(name),
    description: escape(description),
    linkedCategory: category.id,
    cookieTable: cookies.length ? { headers: row(head), body: cookies.map(row) } : undefined,
  };
}

/** translation is both layers in one language. */
export function translation(config, text, lang, origin) {
  const at = `${origin}/${config.controller}/${lang}/`;
  const read = link(at + 'notice/' + text.notice, text.read) + ' ' + link(at + 'statement', text.statement);
  const lead = text.lead.map((said) => `<span class="cc__said">${escape(said)}</span>`).join('');
  const buttons = { acceptAllBtn: escape(text.accept), acceptNecessaryBtn: escape(text.refuse) };
  return {
    consentModal: {
      ...buttons,
      title: escape(text.title),
      description: lead + read,
      showPreferencesBtn: escape(text.choose),
    },
    preferencesModal: {
      ...buttons,
      title: escape(text.title),
      savePreferencesBtn: escape(text.save),
      closeIconLabel: escape(text.close),
      sections: [
        { description: `${lead}${read} <a class="cc__link" href="#" data-ordholden="receipt">${escape(text.receipt)}</a>` },
        ...config.categories.map((c, i) => section(c, text.categories[i], text.head)),
      ],
    },
  };
}
