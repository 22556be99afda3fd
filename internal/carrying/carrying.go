// Package carrying owns fulfillment as the functions wire it.
package carrying

import (
	"time"

	"ordholden/infra/controllers"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/fulfillment"
	"ordholden/internal/holding"
	"ordholden/internal/holiday"
	"ordholden/internal/opendsr"
	"ordholden/internal/platform"
	"ordholden/internal/receipt"
	"ordholden/internal/rights"
	"ordholden/internal/s3"
)

// New wires the desk from the environment, for functions that people call: what they ask is
// carried out at once, and recipients are left to the clock.
func New(env *platform.Environment) fulfillment.Desk {
	table, registry, files := dynamo.New(env).WithKeys(env), controllers.Registry(), s3.NewFiles(env)
	return fulfillment.Desk{
		Controllers: registry,
		Cases:       rights.Desk{Controllers: registry, Cases: dynamo.Cases{Table: table}, Calendar: holiday.Norway{}, Now: time.Now},
		Docket:      dynamo.Cases{Table: table},
		Ledger:      dynamo.Overview{Table: table},
		Records: holding.Desk{
			Controllers: registry, Store: dynamo.Holdings{Table: table}, Files: files,
			Eraser:   dynamo.Erasures{Table: table, Controllers: registry, Files: files},
			Requests: dynamo.Cases{Table: table}, Consents: dynamo.Consents{Table: table}, Now: time.Now,
			Causes: fulfillment.Causes{Cases: dynamo.Cases{Table: table}, Consents: dynamo.Consents{Table: table}},
		},
		Consents:     consent.Desk{Controllers: registry, Dossiers: dynamo.Consents{Table: table}, Now: time.Now},
		Suppressions: dynamo.Suppressions{Table: table},
		Withdrawals:  dynamo.Withdrawals{Table: table},
		Now:          time.Now,
		Log:          platform.Log(),
	}
}

// Clock is New for the clock, which sees to what is due, and tells recipients: those that no
// deployment names an endpoint for are for staff.
func Clock(env *platform.Environment) (fulfillment.Desk, error) {
	k, table := New(env), dynamo.New(env).WithKeys(env)
	calls, err := opendsr.New(env, receipt.Issuer{Ring: table.Keys})
	k.Shelf = dynamo.Cases{Table: table}
	k.Tellers = map[controller.Told]fulfillment.Teller{controller.ToldByOpenDSR: calls, controller.ToldByMail: fulfillment.ByMail{}}
	return k, err
}
