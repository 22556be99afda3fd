// Reads the fragment of a link from a mail into the form, clears it from the
// address bar, and leaves the rest to the person: nothing is chosen or sent.
(function () {
  'use strict';

  function read() {
    var link = new URLSearchParams(location.hash.slice(1));
    if (!link.has('case') || !link.has('token')) return;
    document.getElementById('case').value = link.get('case').replace(/(.{4})(?=.)/g, '$1-');
    document.getElementById('token').value = link.get('token');
    document.getElementById('code-row').hidden = link.get('code') !== '1';
    var note = document.getElementById('link-read');
    note.textContent = note.dataset.text;
    history.replaceState(null, '', location.pathname + location.search);
  }

  read();
  addEventListener('hashchange', read);
})();
