// Scripts that come into the page after the library has looked for them.

/** scripts finds those that wait for a yes. */
export const scripts = () => document.querySelectorAll('script[data-category][type="text/plain"]');

/** run runs those of purposes with a yes that are not the library's, each once, and says whose they were. */
export function run(given, theirs) {
  const late = Array.from(scripts()).filter((s) => !theirs.includes(s) && given.includes(s.dataset.category));
  for (const waiting of late) {
    const live = waiting.cloneNode(true);
    live.removeAttribute('type');
    live.async = false;
    if (live.dataset.src) live.src = live.dataset.src;
    waiting.replaceWith(live);
  }
  return late.map((s) => s.dataset.category);
}
