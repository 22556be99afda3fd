// Stands in for a script that follows how a page is used: the cookie that is declared.
document.cookie = `_hjid=${crypto.randomUUID()}; path=/; max-age=${60 * 60 * 24 * 365}; samesite=lax`;
fetch(new URL("/hit", document.currentScript.src), { mode: "no-cors", keepalive: true }).catch(() => {});
