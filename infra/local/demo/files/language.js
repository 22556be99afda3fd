// Stands in for what the site does to fit its visitor: the cookie that is declared.
document.cookie = `i18_redirect=${document.documentElement.lang}; path=/; max-age=${60 * 60 * 24 * 365}; samesite=lax`;
