package banner

import _ "embed" // the adapter

// Adapter is what a site takes that keeps a banner of its own: it is read on the page
// for developers, and copied from there.
//
//go:embed source/adapter.js
var Adapter string
