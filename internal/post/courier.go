package post

import (
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/dpv"
	"ordholden/internal/dynamo"
	"ordholden/internal/holiday"
	"ordholden/internal/outbox"
	"ordholden/internal/platform"
	"ordholden/internal/receipt"
	"ordholden/internal/renewal"
	"ordholden/internal/ses"
)

// Renewals is who asks whether to be kept, as the function that does wires it.
func Renewals(env *platform.Environment) renewal.Desk {
	return renewal.Desk{
		Controllers: controllers.Registry(), Store: dynamo.Renewals{Table: dynamo.New(env)}, Now: time.Now,
	}
}

// Courier is the outbox as the functions that send mail wire it.
func Courier(env *platform.Environment) outbox.Courier {
	table := dynamo.New(env).WithKeys(env)
	return outbox.Courier{
		Store: dynamo.Mails{Table: table},
		Post: Post{
			Controllers: controllers.Registry(),
			Calendar:    holiday.Norway{},
			PublicURL:   env.Need("PUBLIC_URL"),
			SES:         ses.New(env.Need("CONFIGURATION_SET")),
			Erasures:    dynamo.Erasures{Table: table, Controllers: controllers.Registry()},
			Signer:      receipt.Issuer{Ring: table.Keys},
			Receipts:    dpv.Issuer{Keys: table.Keys, PublicURL: env.Need("PUBLIC_URL"), Place: env.Place(), Controllers: controllers.Registry()},
			Consents:    dynamo.Consents{Table: table},
		},
		Now: time.Now,
		Log: platform.Log(),
	}
}
