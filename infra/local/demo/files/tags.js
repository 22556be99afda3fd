// What a site that uses Google's tags has: the list that they read, and its usual name.
window.dataLayer = window.dataLayer || [];
window.gtag = function () { window.dataLayer.push(arguments); };
