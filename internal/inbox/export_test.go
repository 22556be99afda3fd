package inbox

// BlankTraces is what becomes of a raw message before it is sealed.
var BlankTraces = blankTraces
