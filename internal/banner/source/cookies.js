// Cookies of the site: the banner's own, and those of purposes that have no yes.
const secure = location.protocol === 'https:' ? '; Secure' : '';

/** put sets a cookie of the banner's own, for this host only. */
export function put(name, value, days) {
  document.cookie = `${name}=${value}; Path=/; Max-Age=${days * 86400}; SameSite=Lax${secure}`;
}

const fits = (name, declared) => declared.endsWith('*') ? name.startsWith(declared.slice(0, -1)) : name === declared;

// The domains and paths that a cookie which reaches this page can have been set for.
// A script cannot read which, so that each is tried.
function places() {
  const labels = location.hostname.split('.');
  const domains = ['', ...labels.map((_, i) => `; Domain=${labels.slice(i).join('.')}`)];
  const paths = ['/'];
  for (const part of location.pathname.split('/').filter(Boolean)) {
    const path = paths[paths.length - 1].replace(/\/?$/, '/') + part;
    paths.push(path + '/', path);
  }
  return domains.flatMap((d) => paths.map((p) => `; Path=${p}${d}`));
}

/** remove takes away the cookies of these names; a name that ends in * is a family. */
export function remove(declared) {
  const there = document.cookie.split(/;\s*/).map((c) => c.split('=')[0]);
  for (const name of there.filter((n) => n && declared.some((d) => fits(n, d)))) {
    for (const place of places()) document.cookie = `${name}=; Max-Age=0${place}${secure}`;
  }
}
