package rights

import "ordholden/internal/oslo"

// Oslo is the time zone in which the days of deadlines are counted.
var Oslo = oslo.Zone
