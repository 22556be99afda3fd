package dynamo_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-lambda-go/events"
	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"ordholden/internal/consent"
	"ordholden/internal/dynamo"
	"ordholden/internal/gdpr"
	"ordholden/internal/inbox"
	"ordholden/internal/outbox"
	"ordholden/internal/rights"
	"ordholden/internal/stream"
)

// Threat H18: what each function's role grants on the tables is what the function
// uses, no more and no less. Each of these does all that its function can come to
// do with the stores.
var functions = map[string]func(*testing.T, bench){
	"Consent": func(t *testing.T, b bench) {
		ctx := t.Context()
		r := must[consent.Record](t)(b.consents.Visitor(ctx, mojob, visits(mojob, gdpr.NewID(), "")))
		must[consent.Record](t)(b.consents.WithdrawVisitor(ctx, mojob, r.Visitor, r.ID, consent.Seen{}))
		must[consent.Record](t)(b.ledger().Record(ctx, mojob, r.Visitor, r.ID))
		must[[]consent.Record](t)(b.ledger().History(ctx, mojob, r.Visitor))
		for _, on := range []consent.Event{consent.Confirm, consent.Cancel} {
			c := must[consent.Consent](t)(b.consents.Person(ctx, mojob, declares(mojob, kari, string(on))))
			must[consent.Consent](t)(b.consents.Person(ctx, mojob, declares(mojob, kari, string(on)))) // the same again
			l := b.asOutbox().issued(outbox.Ref{Controller: mojob, Case: c.ID, Entry: string(outbox.ConsentConfirm)})
			_, err := b.consents.Decide(ctx, mojob, gdpr.Proof{Case: c.ID, Code: wrong(l.Code)}, on)
			wantKind(t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
			must[consent.Consent](t)(b.consents.Decide(ctx, mojob, byLink(c.ID, l), on))
			if on == consent.Confirm {
				must[consent.Consent](t)(b.consents.WithdrawPerson(ctx, mojob, c.ID))
			}
		}
		b.renews()
		b.affirms()
		b.locks("a consent to confirm")
		b.proves()
	},
	"Holding": func(t *testing.T, b bench) { b.holds(); b.checksProof(); b.saysAnew() },
	"Desk":    func(t *testing.T, b bench) { b.serves() },
	"Expiry":  func(t *testing.T, b bench) { b.ends() },
	"Rights": func(t *testing.T, b bench) {
		ctx := t.Context()
		in := asks(kari, gdpr.Access)
		var held rights.Case
		var p gdpr.Proof
		for _, key := range []string{"first", "joins it"} {
			in.Key = key
			r := b.received(mojob, in)
			b.received(mojob, in) // the same again
			l := b.asOutbox().issued(refOf(r, outbox.RequestConfirm))
			_, err := b.requests.Decide(ctx, mojob, gdpr.Proof{Case: r.ID, Code: wrong(l.Code)}, rights.Confirmed)
			wantKind(t, err, gdpr.Invalid, gdpr.CodeCodeWrong)
			p = byBoth(r.ID, l)
			held = must[rights.Case](t)(b.requests.Decide(ctx, mojob, p, rights.Confirmed))
			must[rights.Case](t)(b.requests.Follow(ctx, mojob, p))
		}
		if held.Workflow != rights.InAnother {
			t.Errorf("the second request: %s", held.Workflow)
		}
		other, l := b.received(mojob, asks(ola, gdpr.Access)), gdpr.Proof{}
		l = byBoth(other.ID, b.asOutbox().issued(refOf(other, outbox.RequestConfirm)))
		must[rights.Case](t)(b.requests.Decide(ctx, mojob, l, rights.Confirmed))
		must[rights.Case](t)(b.requests.Decide(ctx, mojob, l, rights.Refused))
		byMail := b.elsewhere().registered(b.elsewhere().wrote("ses1", "mail@example.no", gdpr.Access)).Request
		l = byBoth(byMail.ID, b.asOutbox().issued(refOf(byMail, outbox.RequestConfirm)))
		must[rights.Case](t)(b.requests.Decide(ctx, mojob, l, rights.Confirmed))
		b.locks("a request to confirm")
		b.serveLog()
	},
	"Inbox": func(t *testing.T, b bench) {
		b.takesMail(func(k inbox.Desk, all mailbag) error { return all.each(t.Context(), k) })
	},
	"Outbox": func(t *testing.T, b bench) {
		for _, r := range append(b.someMails(), b.elsewhere().answer()) {
			if err := b.courier().Deliver(t.Context(), r); err != nil {
				t.Error(err)
			}
		}
		b.certifies()
		b.elsewhere().decided(20) // of which the last come to a tree that is there
		for some := range slices.Chunk(b.entries(), 7) {
			b.can(b.log().Append(t.Context(), some))
		}
	},
	"Clock": func(t *testing.T, b bench) {
		b.takesMail(func(k inbox.Desk, all mailbag) error {
			_, err := k.Sweep(t.Context(), all)
			return err
		})
		b.elsewhere().settleAll()
		b.wait()
		mails := b.someMails()
		if n, err := b.courier().Sweep(t.Context(), mojob); err != nil || n < len(mails) {
			t.Errorf("swept %d, %v", n, err)
		}
		b.sweeps()
		b.certifies()
		b.carries()
		b.signs()
	},
	"Feedback": func(t *testing.T, b bench) {
		answer := b.elsewhere().answer()
		b.table.Keys = nil // as the function is wired
		b.can(stream.Feedback(b.mails(), slog.New(slog.DiscardHandler))(t.Context(), told(t, "Delivery", answer)))
		for _, r := range b.elsewhere().someMails() {
			if err := stream.Feedback(b.mails(), slog.New(slog.DiscardHandler))(t.Context(), told(t, "Delivery", r)); err != nil {
				t.Error(err)
			}
		}
	},
}

// elsewhere is the same tables as another function uses them: nothing that it
// does is written down.
func (b bench) elsewhere() bench {
	other := *b.table
	other.Client = b.raw
	other.Keys = &dynamo.Keyring{Client: b.raw, Name: b.book.keys()}
	b.table = &other
	b.wire()
	return b
}

// certifies is what an answer to an erasure asks of the stores: what was done, and a key to sign it with.
func (b bench) certifies() {
	b.t.Helper()
	_, err := dynamo.Erasures{Table: b.table}.Erasure(b.t.Context(), mojob, gdpr.NewID())
	wantKind(b.t, err, gdpr.NotFound, gdpr.CodeNotFound)
	if _, _, err := b.table.Keys.SigningKey(b.t.Context(), mojob); err != nil {
		b.t.Error(err)
	}
}

func (b bench) asOutbox() bench { return b.elsewhere() }

// someMails is one mail of each sort that the outbox tells apart: about a request,
// about a consent, and of a person who has been erased since.
func (b bench) someMails() []outbox.Ref {
	b.t.Helper()
	rights := b.elsewhere()
	given, end := rights.keeps(mojob, "renews@example.no")
	b.clock.set(end.Add(-30 * day))
	rights.swept()
	erased := rights.received(mojob, asks("erased@example.no", gdpr.Access))
	rights.erase(mojob, erased.Subject)
	byMail := rights.registered(rights.wrote("ses0", "mail@example.no", gdpr.Access)).Request
	return []outbox.Ref{
		asked(given, "30-"+end.Format("20060102")), rights.knocks(mojob, "knocks@example.no"),
		refOf(byMail, outbox.RequestConfirm),
		refOf(rights.received(mojob, asks(kari, gdpr.Access)), outbox.RequestConfirm),
		rights.consentMail(), refOf(erased, outbox.RequestConfirm), rights.doorMail(), rights.renewalMail(),
		rights.announcement(),
	}
}

// announcement is a mail on whose fate a case's time limit hangs.
func (b bench) announcement() outbox.Ref {
	b.t.Helper()
	held := b.announced("slettes-snart@example.no")
	return refOf(held.Request, b.mailsFor(held.ID, outbox.RequestErasing)[0])
}

// courier sends to nobody: each attempt has the next outcome of all.
func (b bench) courier() outbox.Courier {
	return outbox.Courier{Store: b.mails(), Post: &nobody{}, Now: b.clock.Now, Log: slog.New(slog.DiscardHandler)}
}

type nobody struct{ sent int }

func (n *nobody) Send(context.Context, outbox.Letter, time.Time) (outbox.Outcome, string, error) {
	n.sent++
	return outbox.Outcome((n.sent - 1) % int(outbox.Ambiguous+1)), "id", nil
}

// told is what SES tells of a mail, through SNS.
func told(t *testing.T, what string, r outbox.Ref) events.SNSEvent {
	t.Helper()
	tags := map[string][]string{}
	for name, value := range stream.Tags(r) {
		tags[name] = []string{value}
	}
	message := must[[]byte](t)(json.Marshal(map[string]any{"eventType": what, "mail": map[string]any{"messageId": "id", "tags": tags}}))
	return events.SNSEvent{Records: []events.SNSEventRecord{{SNS: events.SNSEntity{Message: string(message)}}}}
}

// use is actions by resource, and kinds of partitions of the table of records.
type use struct {
	Actions map[string][]string
	Kinds   []string
}

func used(calls []call) use {
	actions, kinds := map[string]map[string]bool{}, map[string]bool{}
	for _, c := range calls {
		for _, p := range c.Parts {
			on := p.Table
			if p.Index != "" {
				on += "/index/" + p.Index
			}
			if actions[on] == nil {
				actions[on] = map[string]bool{}
			}
			actions[on][p.Action] = true
			if p.Kind != "" {
				kinds[p.Kind] = true
			}
		}
	}
	u := use{Actions: map[string][]string{}, Kinds: slices.Sorted(maps.Keys(kinds))}
	for on, names := range actions {
		u.Actions[on] = slices.Sorted(maps.Keys(names))
	}
	return u
}

// within has the parts of the log be the whole of it, for whoever is granted that.
func (u use) within(may use) use {
	if slices.Contains(may.Kinds, "LOG") {
		for i, kind := range u.Kinds {
			u.Kinds[i], _, _ = strings.Cut(kind, "#")
		}
		slices.Sort(u.Kinds)
		u.Kinds = slices.Compact(u.Kinds)
	}
	return u
}

// statement is as much of a policy as speaks of the tables.
type statement struct {
	Action    any                       `yaml:"Action"`
	Resource  any                       `yaml:"Resource"`
	Condition map[string]map[string]any `yaml:"Condition"`
}

// granted reads the roles of template.yaml.
func granted(t *testing.T, function string) use {
	t.Helper()
	var template struct {
		Resources map[string]any `yaml:"Resources"`
	}
	if err := yaml.Unmarshal(must[[]byte](t)(os.ReadFile("../../template.yaml")), &template); err != nil {
		t.Fatal(err)
	}
	var role struct {
		Properties struct {
			Policies []struct {
				PolicyDocument struct {
					Statement []statement `yaml:"Statement"`
				} `yaml:"PolicyDocument"`
			} `yaml:"Policies"`
		} `yaml:"Properties"`
	}
	alone := must[[]byte](t)(yaml.Marshal(template.Resources[function+"Role"]))
	if err := yaml.Unmarshal(alone, &role); err != nil {
		t.Fatal(err)
	}
	u := use{Actions: map[string][]string{}}
	for _, p := range role.Properties.Policies {
		for _, s := range p.PolicyDocument.Statement {
			u.add(s)
		}
	}
	return u
}

var resources = map[string]string{"Main.Arn": "Main", "Keys.Arn": "Keys", "${Main.Arn}/index/due": "Main/index/due", "${Main.Arn}/index/queue": "Main/index/queue"}

func (u *use) add(s statement) {
	for _, resource := range words(s.Resource) {
		on, ok := resources[resource]
		if !ok {
			continue
		}
		for _, action := range words(s.Action) {
			u.Actions[on] = append(u.Actions[on], strings.TrimPrefix(action, "dynamodb:"))
		}
		slices.Sort(u.Actions[on])
		u.Actions[on] = slices.Compact(u.Actions[on])
		if on == "Main" {
			if keys, ok := s.Condition["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]; ok {
				for _, kind := range words(keys) {
					u.Kinds = append(u.Kinds, strings.Trim(kind, "*#"))
				}
			}
			slices.Sort(u.Kinds)
			u.Kinds = slices.Compact(u.Kinds)
		}
	}
}

func words(v any) []string {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var all []string
	for _, each := range list {
		all = append(all, fmt.Sprint(each))
	}
	return all
}

func TestEachRoleGrantsWhatItsFunctionUses(t *testing.T) {
	for name, run := range functions {
		t.Run(name, func(t *testing.T) {
			b := setUp(t)
			if name != "Consent" && name != "Rights" && name != "Holding" && name != "Desk" {
				// The first person who turns to a controller has its secret made: that is never mail's to do.
				b.elsewhere().received(mojob, asks(kari, gdpr.Access))
				b.elsewhere().settleAll()
			}
			if name != "Inbox" && name != "Clock" { // mail of the tests has come in on a day
				b.wait()
			}
			run(t, b)
			may := granted(t, name)
			if d := cmp.Diff(may, used(b.book.taken()).within(may)); d != "" {
				t.Errorf("granted in template.yaml (-), used (+):\n%s", d)
			}
		})
	}
}

// settleAll leaves nothing due.
func (b bench) settleAll() {
	b.t.Helper()
	for _, r := range must[[]outbox.Ref](b.t)(b.mails().Due(b.t.Context(), mojob, b.clock.Now())) {
		b.issued(r)
	}
}
