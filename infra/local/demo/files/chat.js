// Stands in for a chat: a cookie of the declared family. The frame is beside it in the page.
if (!/(^|; )intercom-session-/.test(document.cookie)) {
  document.cookie = `intercom-session-${Math.random().toString(36).slice(2, 10)}=1; path=/; max-age=604800; samesite=lax`;
}
