package api

// Pages of what is held, drawn again with what to mend.

import (
	"net/url"

	"ordholden/internal/gdpr"
	"ordholden/internal/site"
)

// applicationForm is the form again. What was typed stays.
func applicationForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		return site.Application(v, site.ApplicationForm{Key: gdpr.NewID(), Values: values, Faults: e.Faults})
	}
}

func addressForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		return site.AskAgreements(v, site.AddressForm{Values: values, Faults: e.Faults})
	}
}

// openForm is the form for link and code again; the code is to be typed anew.
func openForm(values url.Values) redraw {
	values.Del("code")
	return func(v site.View, e *gdpr.Error) []byte {
		return site.OpenAgreements(v, site.ProofForm{Values: values, Faults: e.Faults, Wrong: wrong(e)})
	}
}

func ownAddressForm(values url.Values) redraw {
	return func(v site.View, e *gdpr.Error) []byte {
		return site.AskOwn(v, site.AddressForm{Values: values, Faults: e.Faults})
	}
}

func ownForm(values url.Values) redraw {
	values.Del("code")
	return func(v site.View, e *gdpr.Error) []byte {
		return site.OpenOwn(v, site.ProofForm{Values: values, Faults: e.Faults, Wrong: wrong(e)})
	}
}
