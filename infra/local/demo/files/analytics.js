// Stands in for a script that counts visits: the two cookies that are declared, and one hit.
(function () {
  const year = 60 * 60 * 24 * 365;
  const number = Math.floor(Math.random() * 1e9);
  if (!/(^|; )_ga=/.test(document.cookie)) document.cookie = `_ga=GA1.1.${number}; path=/; max-age=${year}; samesite=lax`;
  if (!/(^|; )_gid=/.test(document.cookie)) document.cookie = `_gid=GA1.1.${number}; path=/; max-age=86400; samesite=lax`;
  if (window.gtag) gtag("config", "G-STANDIN"); // what a real tag says, by which one sees in which order things are said
  fetch(new URL("/hit", document.currentScript.src), { mode: "no-cors", keepalive: true }).catch(() => {});
})();
