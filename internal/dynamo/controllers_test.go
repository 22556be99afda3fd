package dynamo_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ordholden/internal/access"
	"ordholden/internal/again"
	"ordholden/internal/audit"
	"ordholden/internal/consent"
	"ordholden/internal/controller"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/holding"
	"ordholden/internal/link"
	"ordholden/internal/outbox"
	"ordholden/internal/renewal"
	"ordholden/internal/rights"
)

// resident is what one controller holds, by the ids under which it holds it.
type resident struct {
	record  consent.Record
	held    rights.Case
	proof   gdpr.Proof
	given   consent.Consent
	consent gdpr.Proof
	mail    outbox.Ref
	stands  consent.Consent
	profile holding.Record
	door    gdpr.Proof
	taken   consent.Consent // withdrawn
	audited audit.Entry
	own     access.Actor
	session string
}

// unlessSession is the error for nothing found, where there is no such session.
func unlessSession(err error) error {
	if e, ok := errAs(err); ok && e.Code == gdpr.CodeSession {
		return &gdpr.Error{Kind: gdpr.NotFound, Code: gdpr.CodeNotFound}
	}
	return err
}

// touches reports whether something changes anything that is stored.
func (b bench) touches(do func() error) (bool, error) {
	before := b.stored()
	err := do()
	return cmp.Diff(before, b.stored()) != "", err
}

func (b bench) withdrawals() dynamo.Withdrawals   { return dynamo.Withdrawals{Table: b.table} }
func (b bench) suppressions() dynamo.Suppressions { return dynamo.Suppressions{Table: b.table} }
func (b bench) audits() dynamo.Audits             { return dynamo.Audits{Table: b.table} }

// audited is a call of a member of staff, stored.
func (b bench) audited(c gdpr.ControllerID, at time.Time) audit.Entry {
	b.t.Helper()
	e := audit.Entry{
		ID: gdpr.NewID(), Controller: c, At: at, Actor: "7b0e", Act: "POST /v1/{controller}/desk/cases/{case}/reply", On: string(gdpr.NewID()),
		Preview: at.Second()%2 == 0, // of some
	}
	b.can(b.audits().Add(b.t.Context(), e))
	return e
}

// unreached asks about a consent anew by a mail that comes back.
func (b bench) unreached(c gdpr.ControllerID, held consent.Consent) {
	b.t.Helper()
	q := consent.Question{Consent: held, Version: controller.Version{Major: 2}}
	mail := outbox.Ref{Controller: c, Case: held.ID, Entry: again.Entry(q)}
	b.can(dynamo.Consents{Table: b.table}.AskAgain(b.t.Context(), q, outbox.Order{Entry: mail.Entry, Kind: outbox.ConsentAgain, At: b.now()}))
	b.fares(mail, outbox.Bounced, "")
}

func (b bench) resident(c gdpr.ControllerID) resident {
	b.t.Helper()
	ctx := b.t.Context()
	r := resident{record: b.appended(b.record(c, gdpr.NewID()))}
	var l link.Link
	r.held, l = b.opened(c, asks(kari, gdpr.Access))
	r.proof, r.mail = byBoth(r.held.ID, l), refOf(r.held.Request, outbox.RequestOpen)
	r.given = must[consent.Consent](b.t)(b.consents.Person(ctx, c, declares(c, kari, "")))
	r.consent = byLink(r.given.ID, b.issued(outbox.Ref{Controller: c, Case: r.given.ID, Entry: string(outbox.ConsentConfirm)}))
	r.stands, r.profile = b.standing(c, kari), b.profiled(c, kari)
	r.taken = must[consent.Consent](b.t)(b.consents.WithdrawPerson(ctx, c, b.standing(c, kari).ID))
	b.can(b.suppressions().Suppress(ctx, c, r.held.Subject, b.now()))
	r.audited = b.audited(c, b.now())
	r.own = access.Actor{Controller: c, Contact: r.held.Subject, Way: access.ToOwn, Door: "CASE." + string(r.held.ID)}
	r.session = b.session(r.own)
	door := b.knocks(c, kari)
	r.door = byBoth(door.Case, b.issued(door))
	b.unreached(c, b.standing(c, ola))
	return r
}

// probes call each method of the stores for a controller with what r holds, and
// report whether it found anything.
var probes = map[string]func(context.Context, bench, gdpr.ControllerID, resident) (found bool, err error){
	"Ledger.Append": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		r.record.Controller = c
		_, fresh, err := b.ledger().Append(ctx, r.record)
		return !fresh, err
	},
	"Ledger.History": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		history, err := b.ledger().History(ctx, c, r.record.Visitor)
		return len(history) > 0, err
	},
	"Ledger.Record": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := b.ledger().Record(ctx, c, r.record.Visitor, r.record.ID)
		return found(err)
	},
	"Cases.Receive": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		again := r.held.Request
		again.Controller = c
		_, fresh, err := b.cases().Receive(ctx, again, "")
		return !fresh, err
	},
	"Cases.Open": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, _, err := b.cases().Open(ctx, c, r.proof, rights.ToFollow)
		return found(err)
	},
	"Cases.Standing": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		standing, err := b.cases().Standing(ctx, c, r.held.Subject)
		return len(standing) > 0, err
	},
	"Cases.Move": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from := r.held.Request
		from.Controller = c
		to := from
		to.Decided = from.Decided.Add(time.Minute)
		return found(b.cases().Move(ctx, from, to, rights.Entry{At: to.Decided, On: rights.Extend}, nil))
	},
	"Cases.Put": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		again := r.held
		again.Controller = c
		_, fresh, err := b.cases().Put(ctx, again, "")
		return !fresh, err
	},
	"Cases.OnFile": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.cases().OnFile(ctx, c, kari)
	},
	"Cases.Link": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from, next := r.held.Request, r.held
		from.Controller, next.Controller, next.ID, next.Follows = c, c, gdpr.NewID(), r.held.ID
		to := from
		to.Decided, to.Joined = from.Decided.Add(time.Minute), next.ID
		return found(b.cases().Link(ctx, from, to, rights.Entry{At: to.Decided, On: rights.Link}, next))
	},
	"Cases.Case": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := b.cases().Case(ctx, c, r.held.ID)
		return found(err)
	},
	"Cases.Of": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		all, err := b.cases().Of(ctx, c, r.held.Subject)
		return len(all) > 0, err
	},
	"Cases.Queue": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		page, _, err := b.cases().Queue(ctx, c, rights.ToDo, "", 10)
		return len(page) > 0, err
	},
	"Cases.Due": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		due, err := b.cases().Due(ctx, c, b.clock.Now().AddDate(4, 0, 0))
		return len(due) > 0, err
	},
	"Cases.Later": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.touches(func() error { return b.cases().Later(ctx, c, r.held.ID, r.held.Received) })
	},
	"Cases.Forget": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.touches(func() error { return b.cases().Forget(ctx, c, r.held.ID) })
	},
	"Withdrawals.Due": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		due, err := b.withdrawals().Due(ctx, c, b.clock.Now())
		return len(due) > 0, err
	},
	"Withdrawals.Later": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.touches(func() error {
			return b.withdrawals().Later(ctx, c, r.taken.ID, time.Time{}, r.taken.Decided.Add(time.Hour))
		})
	},
	"Withdrawals.Done": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.touches(func() error { return b.withdrawals().Done(ctx, c, r.taken.ID, time.Time{}) })
	},
	"Suppressions.Suppressed": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		since, err := b.suppressions().Suppressed(ctx, c, kari)
		return !since.IsZero(), err
	},
	"Suppressions.Suppress": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		changed, err := b.touches(func() error { return b.suppressions().Suppress(ctx, c, r.held.Subject, b.now()) })
		return !changed, err
	},
	"Audits.Add": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		e := r.audited
		e.Controller = c
		changed, err := b.touches(func() error { return b.audits().Add(ctx, e) })
		return !changed, err
	},
	"Audits.Entries": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		page, _, err := b.audits().Entries(ctx, c, r.audited.At.Year(), r.audited.At.Month(), "", 10)
		return len(page) > 0, err
	},
	"Consents.Declare": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		again := r.given
		again.Controller = c
		_, fresh, err := dynamo.Consents{Table: b.table}.Declare(ctx, again, "")
		return !fresh, err
	},
	"Consents.Consent": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := dynamo.Consents{Table: b.table}.Consent(ctx, c, r.given.ID)
		return found(err)
	},
	"Consents.Open": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := dynamo.Consents{Table: b.table}.Open(ctx, c, r.consent, consent.Confirm)
		return found(err)
	},
	"Consents.Of": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		all, err := dynamo.Consents{Table: b.table}.Of(ctx, c, r.stands.Subject)
		return len(all) > 0, err
	},
	"Consents.Decide": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from := r.given
		from.Controller = c
		to := from
		to.State, to.Decided = consent.Canceled, from.Recorded.Add(time.Minute)
		return found(dynamo.Consents{Table: b.table}.Decide(ctx, from, to, consent.Cancel))
	},
	"Consents.AskAgain": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		return b.touches(func() error {
			q, order := b.question(r.stands, changed(b.t))
			q.Consent.Controller = c
			_, err := found(dynamo.Consents{Table: b.table}.AskAgain(ctx, q, order))
			return err
		})
	},
	"Consents.Renew": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from := r.stands
		from.Controller = c
		to := from
		to.Decided = from.Decided.Add(time.Minute)
		slide := consent.Slide{From: to.Decided, Due: ends(to.Decided, 24), Ask: to.Decided}
		return found(dynamo.Consents{Table: b.table}.Renew(ctx, from, to, slide))
	},
	"Renewals.Due": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		due, err := dynamo.Renewals{Table: b.table}.Due(ctx, c, r.profile.Term.Due.Time())
		return len(due) > 0, err
	},
	"Renewals.Profile": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := dynamo.Renewals{Table: b.table}.Profile(ctx, c, r.profile.Owner)
		return found(err)
	},
	"Renewals.Latest": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := dynamo.Renewals{Table: b.table}.Latest(ctx, c, r.stands.Subject, "further-storage")
		return found(err)
	},
	"Renewals.Ask": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		store := dynamo.Renewals{Table: b.table}
		p := must[renewal.Profile](b.t)(store.Profile(ctx, mojob, r.profile.Owner))
		p.Controller = c
		return found(store.Ask(ctx, p, nil, p.Due.Add(time.Hour)))
	},
	"Doors.Ask": func(ctx context.Context, b bench, c gdpr.ControllerID, _ resident) (bool, error) {
		before := len(b.stored())
		err := dynamo.Doors{Table: b.table}.Ask(ctx, c, access.ToOwn, ola, gdpr.Bokmal, "")
		return err == nil && c == mojob && len(b.stored()) > before, err // it is new wherever it is asked
	},
	"Doors.Enter": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := dynamo.Doors{Table: b.table}.Enter(ctx, c, access.ToAgreements, r.door)
		return found(err)
	},
	"Doors.Session": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		by := r.own
		by.Controller = c
		_, _, err := b.doors().Session(ctx, by)
		return found(unlessSession(err))
	},
	"Doors.Resume": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		_, err := b.doors().Resume(ctx, c, r.session)
		return found(unlessSession(err))
	},
	"Mails.Letter": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		r.mail.Controller = c
		_, err := b.mails().Letter(ctx, r.mail)
		return found(err)
	},
	"Mails.Entry": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		r.mail.Controller = c
		_, err := b.mails().Entry(ctx, r.mail)
		return found(err)
	},
	"Mails.Due": func(ctx context.Context, b bench, c gdpr.ControllerID, _ resident) (bool, error) {
		due, err := b.mails().Due(ctx, c, b.clock.Now())
		return len(due) > 0, err
	},
	"Mails.Missed": func(ctx context.Context, b bench, c gdpr.ControllerID, _ resident) (bool, error) {
		missed, _, err := b.mails().Missed(ctx, c, "", 10)
		return len(missed) > 0, err
	},
	"Mails.Issue": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		// A link that is drawn for one controller opens nothing at another, whatever is stored.
		l := outbox.Letter{Entry: outbox.Entry{Ref: r.mail, Kind: outbox.RequestOpen, Subject: r.held.Subject}}
		issued, err := b.mails().Issue(ctx, l, b.clock.Now())
		if err != nil {
			return false, err
		}
		secret, err := b.table.Keys.Secret(ctx, c)
		target := link.Target{Controller: c, Case: r.mail.Case, Action: link.Follow, Subject: r.held.Subject}
		return link.Judge(target, []link.Grant{issued.Grant}, byBoth(r.mail.Case, *issued), secret, b.clock.Now()).Strength != gdpr.Unproven, err
	},
	"Mails.Claim": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from := outbox.Entry{Ref: r.mail, Kind: outbox.RequestOpen, State: outbox.Pending}
		from.Controller = c
		to := from
		to.State, to.Attempts = outbox.Sending, 1
		return found(b.mails().Claim(ctx, from, to, nil, nil))
	},
	"Mails.Settle": func(ctx context.Context, b bench, c gdpr.ControllerID, r resident) (bool, error) {
		from := outbox.Entry{Ref: r.mail, Kind: outbox.RequestOpen, State: outbox.Pending}
		from.Controller = c
		return found(b.mails().Settle(ctx, from, from))
	},
}

// found reads the errors of a thing that is not there.
func found(err error) (bool, error) {
	switch gdpr.KindOf(err) {
	case gdpr.NotFound, gdpr.Conflict:
		return false, nil
	}
	return err == nil, err
}

// Threat H12: the same ids under another controller's name find nothing and change nothing.
func TestNoStoreCrossesControllers(t *testing.T) {
	b := setUp(t)
	r := b.resident(mojob)
	before, was := b.stored(), b.remembered()
	for name, probe := range probes {
		t.Run(name, func(t *testing.T) {
			b := b
			b.t = t
			b.rewound(was)
			if got, err := probe(t.Context(), b, tretoen, r); err != nil || got {
				t.Errorf("at the other controller: found %t, %v", got, err)
			}
			after := b.stored()
			for key := range before {
				if d := cmp.Diff(before[key], after[key]); d != "" {
					t.Errorf("changed at the first:\n%s", d)
				}
			}
			if got, err := probe(t.Context(), b, mojob, r); err != nil || !got {
				t.Errorf("at its own: found %t, %v: the probe shows nothing", got, err)
			}
		})
	}
}

func TestEveryMethodOfAStoreIsProbed(t *testing.T) {
	ofTable := reflect.TypeFor[*dynamo.Table]()
	for _, store := range []reflect.Type{
		reflect.TypeFor[dynamo.Ledger](), reflect.TypeFor[dynamo.Cases](), reflect.TypeFor[dynamo.Consents](), reflect.TypeFor[dynamo.Mails](),
		reflect.TypeFor[dynamo.Renewals](), reflect.TypeFor[dynamo.Doors](), reflect.TypeFor[dynamo.Withdrawals](),
		reflect.TypeFor[dynamo.Suppressions](), reflect.TypeFor[dynamo.Audits](),
	} {
		for m := range store.Methods() {
			if _, inherited := ofTable.MethodByName(m.Name); inherited {
				continue
			}
			if probes[store.Name()+"."+m.Name] == nil {
				t.Errorf("%s.%s is not probed", store.Name(), m.Name)
			}
		}
	}
}
